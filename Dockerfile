# syntax=docker/dockerfile:1
# The server in a small image, GraphiQL included: docker build --tag careergraph .

FROM node:22-bookworm-slim AS node

FROM rust:1.95-slim-bookworm AS build
RUN apt-get update \
    && apt-get install --yes --no-install-recommends build-essential cmake \
    && rm -rf /var/lib/apt/lists/*
# npm bundles GraphiQL (web/graphiql) while the crate is built; without the bundle the build fails.
COPY --from=node /usr/local/bin/node /usr/local/bin/node
COPY --from=node /usr/local/lib/node_modules /usr/local/lib/node_modules
RUN ln -s ../lib/node_modules/npm/bin/npm-cli.js /usr/local/bin/npm
ENV CAREERGRAPH_GRAPHIQL=require CARGO_INCREMENTAL=0
WORKDIR /build

# Dependencies in a layer of their own: rebuilt only when a manifest changes. Empty crates replace ours; benchmarks are left out.
COPY .cargo .cargo
COPY Cargo.toml Cargo.lock ./
COPY migration/Cargo.toml migration/
COPY crates/analysis/Cargo.toml crates/analysis/
COPY crates/connection/Cargo.toml crates/connection/
COPY crates/fake_model/Cargo.toml crates/fake_model/
COPY crates/importing/Cargo.toml crates/importing/
COPY crates/matching/Cargo.toml crates/matching/
COPY crates/models/Cargo.toml crates/models/
COPY crates/reading/Cargo.toml crates/reading/
COPY crates/rendering/Cargo.toml crates/rendering/
COPY crates/taxonomy/Cargo.toml crates/taxonomy/
COPY crates/texts/Cargo.toml crates/texts/
COPY crates/writing/Cargo.toml crates/writing/
RUN sed -i '/^\[\[bench\]\]$/,/^$/d' Cargo.toml \
    && for crate in . migration crates/*; do mkdir -p "$crate/src" && touch "$crate/src/lib.rs"; done \
    && echo 'fn main() {}' > src/main.rs \
    && cargo build --release --locked --bin careergraph \
    && rm -r src migration/src crates/*/src

COPY . .
# Copied files keep their modification times; without touch cargo would consider the empty crates current.
RUN find src migration/src crates build.rs -name '*.rs' -exec touch {} + \
    && cargo build --release --locked --bin careergraph

FROM debian:bookworm-slim
RUN apt-get update \
    && apt-get install --yes --no-install-recommends ca-certificates \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --system --uid 10001 --no-create-home --shell /usr/sbin/nologin careergraph \
    && install --directory --owner careergraph --mode 0700 /data
COPY --from=build /build/target/release/careergraph /usr/local/bin/careergraph
COPY LICENSE /usr/share/doc/careergraph/LICENSE
USER 10001
WORKDIR /data
VOLUME /data
# Other keys: CAREERGRAPH__SECTION__KEY, see `careergraph config`.
# For access from other machines set CAREERGRAPH__HTTP__PUBLIC_URL, with https.
ENV CAREERGRAPH__HTTP__LISTEN=0.0.0.0:8000 \
    CAREERGRAPH__HTTP__PUBLIC_URL=http://localhost:8000 \
    CAREERGRAPH__AUTH__KEYS_DIR=/data/keys \
    CAREERGRAPH__AUTH__ERASURES_FILE=/data/erasures.log \
    DATABASE_URL=sqlite:///data/careergraph.db?mode=rwc
EXPOSE 8000
HEALTHCHECK --interval=10s --timeout=5s --start-period=30s --retries=3 \
    CMD ["bash", "-c", "exec 3<>/dev/tcp/127.0.0.1/8000 && printf 'GET /readyz HTTP/1.1\\r\\nHost: localhost\\r\\nConnection: close\\r\\n\\r\\n' >&3 && read -r line <&3 && [[ $line == *' 200 '* ]]"]
ENTRYPOINT ["careergraph"]
CMD ["serve"]
