# shellcheck shell=bash
# Private servers for tests: PostgreSQL and Redis on free ports, with temporary data, stopped by their process ids; and the program of an
# S3 server, which tests start themselves. Sourced by ./test, which sets `work`, a temporary folder that it removes at the end.

pids=()
pg_data=""

say() { printf '\n== %s\n' "$*"; }
die() { printf '\ntest: %s\n' "$*" >&2; exit 2; }
have() { command -v "$1" >/dev/null 2>&1; }

# try TRIES COMMAND…: repeats the command every 0.1 s until it succeeds.
try() {
  local tries=$1
  shift
  while ! "$@" >/dev/null 2>&1; do
    tries=$((tries - 1))
    ((tries > 0)) || return 1
    sleep 0.1
  done
}

gone() { ! kill -0 "$1" 2>/dev/null; }

# stop PID SIGNAL: sends the signal, waits up to 20 s, then sends KILL.
stop() {
  kill "-$2" "$1" 2>/dev/null || return 0
  try 200 gone "$1" || kill -KILL "$1" 2>/dev/null || true
}

stop_servers() {
  local pid
  for pid in ${pids[@]+"${pids[@]}"}; do stop "$pid" TERM; done
  # INT lets PostgreSQL end its sessions; TERM would wait for them.
  if [[ -n $pg_data && -f $pg_data/postmaster.pid ]]; then stop "$(head -n 1 "$pg_data/postmaster.pid")" INT; fi
  pids=()
  pg_data=""
}

# need NAME APT-PACKAGES BREW-PACKAGES: installs missing packages, or prints which to install.
need() {
  local as=""
  say "$1 is missing; installing it"
  if have apt-get; then
    if [[ $EUID -ne 0 ]]; then
      as=sudo
      have sudo || die "$1 is missing and there is no sudo: install the packages $2, then run this again."
    fi
    # shellcheck disable=SC2086 # lists of words
    { $as apt-get update -qq && $as env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $2; } ||
      die "$1 could not be installed: install the packages $2, then run this again."
  elif have brew; then
    # shellcheck disable=SC2086 # lists of words
    brew install $3 || die "$1 could not be installed: run \"brew install $3\", then run this again."
  else
    die "$1 is missing: install it with the package manager of this system, then run this again."
  fi
}

# A free port below the ephemeral port range.
free_port() {
  local port
  for _ in $(seq 1 50); do
    port=$((20000 + RANDOM % 12000))
    (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null || {
      echo "$port"
      return
    }
  done
  die "no free port was found between 20000 and 32000."
}

# ask PORT TEXT PATTERN: sends the text and matches the pattern against the first line of the answer.
ask() (
  exec 3<>"/dev/tcp/127.0.0.1/$1" || exit 1
  printf '%b' "$2" >&3
  IFS= read -r -t 5 line <&3
  [[ $line == *"$3"* ]]
)

# The folder with PostgreSQL's server programs; Debian and Homebrew keep them off the PATH.
find_postgres() {
  local folder version
  for version in 18 17 16 15 14; do
    for folder in "/usr/lib/postgresql/$version/bin" "/usr/pgsql-$version/bin" {/opt/homebrew,/usr/local}"/opt/postgresql@$version/bin"; do
      if [[ -x $folder/initdb && -x $folder/postgres ]]; then
        echo "$folder"
        return
      fi
    done
  done
  have initdb && have postgres && dirname "$(command -v initdb)"
}

# Nothing is kept, so nothing is written for safety; each test has a database for a moment, which autovacuum would only disturb.
start_postgres() {
  local bin port as=()
  bin=$(find_postgres) || {
    need PostgreSQL postgresql postgresql@16
    bin=$(find_postgres) || die "PostgreSQL is installed, but its program initdb is not where it usually is."
  }
  pg_data=$work/postgres
  mkdir -p "$pg_data" "$work/socket"
  export CAREERGRAPH_TEST_PG_BIN=$bin CAREERGRAPH_TEST_PG_USER=""
  if [[ $EUID -eq 0 ]]; then
    if ! have runuser || ! id postgres >/dev/null 2>&1; then
      die "PostgreSQL refuses to run as root: make an account \"postgres\", or run this as another user."
    fi
    CAREERGRAPH_TEST_PG_USER=postgres
    as=(runuser -u postgres --)
    chmod 711 "$work"
    chown postgres "$pg_data" "$work/socket"
  fi
  local init=(${as[@]+"${as[@]}"} "$bin/initdb" -D "$pg_data" -U careergraph -A trust -E UTF8 --no-sync)
  (cd / && { "${init[@]}" --locale=C.UTF-8 || "${init[@]}" --locale=en_US.UTF-8; }) >"$work/postgres.log" 2>&1 || {
    cat "$work/postgres.log"
    die "initdb failed, see above."
  }
  port=$(free_port) || exit 2
  (cd / && exec ${as[@]+"${as[@]}"} "$bin/postgres" -D "$pg_data" -p "$port" -c listen_addresses=127.0.0.1 \
    -c unix_socket_directories="$work/socket" -c max_connections=300 \
    -c fsync=off -c synchronous_commit=off -c full_page_writes=off -c wal_level=minimal -c max_wal_senders=0 -c max_wal_size=4GB \
    -c checkpoint_timeout=1h -c jit=off -c autovacuum=off) >>"$work/postgres.log" 2>&1 &
  try 300 "$bin/pg_isready" -h 127.0.0.1 -p "$port" -U careergraph -d postgres || {
    tail -n 30 "$work/postgres.log"
    die "PostgreSQL did not start, see above."
  }
  export CAREERGRAPH_TEST_DATABASE_URL=postgres://careergraph@127.0.0.1:$port/postgres
}

start_redis() {
  local port
  have redis-server || need Redis redis-server redis
  CAREERGRAPH_TEST_REDIS_SERVER=$(command -v redis-server) || die "Redis is installed, but redis-server is not on the PATH."
  port=$(free_port) || exit 2
  "$CAREERGRAPH_TEST_REDIS_SERVER" --port "$port" --bind 127.0.0.1 --save "" --appendonly no --dir "$work" >"$work/redis.log" 2>&1 &
  pids+=($!)
  try 100 ask "$port" 'PING\r\n' PONG || {
    cat "$work/redis.log"
    die "Redis did not start, see above."
  }
  export CAREERGRAPH_TEST_REDIS_SERVER CAREERGRAPH_TEST_REDIS_URL=redis://127.0.0.1:$port
}

# s3s-fs is built once below target/, from its own lock file; its dependencies are none of ours.
S3S_FS=0.14.1
find_s3() {
  local tools=$root/target/tools log=$work/s3s-fs.log
  if [[ "$("$tools/bin/s3s-fs" --version 2>/dev/null)" != "s3s-fs $S3S_FS" ]]; then
    say "s3s-fs, an S3 server, is missing; building it"
    cargo install --locked --debug --quiet --root "$tools" --target-dir "$tools/build" --features binary "s3s-fs@$S3S_FS" >"$log" 2>&1 || {
      sed 's/^/  /' "$log"
      say "s3s-fs $S3S_FS could not be built, see above: the S3 server of the tests takes its place."
      return
    }
    rm -rf "$tools/build"
  fi
  export CAREERGRAPH_TEST_S3_SERVER=$tools/bin/s3s-fs
}
