//! Bundles `web/graphiql` into the binary: npm runs once per state of that folder, in a copy below the target folder that
//! all profiles share. Without npm, or if npm fails, the table of assets stays empty and a page from a CDN is served.
//! `CAREERGRAPH_GRAPHIQL=off` leaves npm alone, `=require` makes a build without the bundle fail (the image, `./test`).

use std::collections::hash_map::DefaultHasher;
use std::fmt::Write as _;
use std::fs;
use std::hash::{Hash, Hasher};
use std::io;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, Stdio};
use std::time::{Duration, Instant};

const SOURCE: &str = "web/graphiql";
const SWITCH: &str = "CAREERGRAPH_GRAPHIQL";
const INPUTS: [&str; 5] = [
    "package.json",
    "package-lock.json",
    ".npmrc",
    "build.mjs",
    "src",
];
const PATIENCE: Duration = Duration::from_mins(5);
const PAUSE: Duration = Duration::from_millis(100);

fn main() -> ExitCode {
    println!("cargo:rerun-if-changed=build.rs");
    println!("cargo:rerun-if-env-changed={SWITCH}");
    for input in INPUTS {
        println!("cargo:rerun-if-changed={SOURCE}/{input}");
    }
    let switch = std::env::var(SWITCH).unwrap_or_default();
    let out = PathBuf::from(std::env::var_os("OUT_DIR").unwrap_or_default());
    let bundle = if switch == "off" {
        Err(format!("{SWITCH} is \"off\""))
    } else {
        bundle(&out)
    };
    if let Err(reason) = &bundle {
        println!(
            "cargo:warning=GraphiQL is not in this binary, its page will load from a CDN: {reason}"
        );
        if switch == "require" {
            return ExitCode::FAILURE;
        }
    }
    match write_table(bundle.ok().as_deref(), &out) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            println!("cargo:warning=the table of GraphiQL's files could not be written: {error}");
            ExitCode::FAILURE
        }
    }
}

/// The folder with the built files: from the cache, or from npm now.
fn bundle(out: &Path) -> Result<PathBuf, String> {
    let tell = |error: io::Error| error.to_string();
    let cache = target_folder(out).join("graphiql");
    let key = key(Path::new(SOURCE)).map_err(tell)?;
    let done = cache.join(format!("{key:016x}"));
    if done.is_dir() {
        return Ok(done);
    }
    let work = cache.join(format!("work-{}", std::process::id()));
    let built = build_in(&work).and_then(|dist| match fs::rename(dist, &done) {
        // Another cargo may have been first.
        Err(_) if done.is_dir() => Ok(()),
        other => other.map_err(tell),
    });
    // What is left here is a copy with its node_modules; if it cannot be removed it only takes room.
    fs::remove_dir_all(&work).ok();
    built.map(|()| done)
}

fn build_in(work: &Path) -> Result<PathBuf, String> {
    copy(Path::new(SOURCE), work).map_err(|error| error.to_string())?;
    let npm = if cfg!(windows) { "npm.cmd" } else { "npm" };
    let install = [
        "ci",
        "--ignore-scripts",
        "--include=dev",
        "--include=optional",
        "--no-progress",
        "--prefer-offline",
    ];
    run(work, npm, &install)?;
    run(work, "node", &["build.mjs"])?;
    Ok(work.join("dist"))
}

/// Runs one program to its end, or kills it when it takes too long (a machine without a network).
fn run(work: &Path, program: &str, args: &[&str]) -> Result<(), String> {
    let name = format!("{program} {}", args.first().copied().unwrap_or_default());
    let log = work.join("log");
    let outputs = fs::File::create(&log).and_then(|file| Ok((file.try_clone()?, file)));
    let (stdout, stderr) = outputs.map_err(|error| error.to_string())?;
    let mut command = Command::new(program);
    command
        .args(args)
        .current_dir(work)
        .stdin(Stdio::null())
        .stdout(stdout)
        .stderr(stderr)
        .env("npm_config_fetch_retries", "1");
    let mut child = command
        .spawn()
        .map_err(|error| format!("{program} does not start: {error}"))?;
    let start = Instant::now();
    loop {
        match child.try_wait() {
            Ok(Some(status)) if status.success() => return Ok(()),
            Ok(Some(status)) => {
                return Err(format!("{name} failed ({status}): {}", first_error(&log)));
            }
            #[expect(clippy::disallowed_methods, reason = "a build script has no reactor")]
            Ok(None) if start.elapsed() < PATIENCE => std::thread::sleep(PAUSE),
            Ok(None) => {
                child.kill().and_then(|()| child.wait()).ok();
                return Err(format!("{name} took longer than {PATIENCE:?}"));
            }
            Err(error) => return Err(error.to_string()),
        }
    }
}

fn first_error(log: &Path) -> String {
    let text = fs::read_to_string(log).unwrap_or_default();
    let line = text
        .lines()
        .find(|line| line.to_ascii_lowercase().contains("error"))
        .or_else(|| text.lines().last());
    line.unwrap_or("no output").trim().to_owned()
}

/// Cargo marks the folder it builds into; below that all profiles meet.
fn target_folder(out: &Path) -> PathBuf {
    out.ancestors()
        .find(|folder| folder.join("CACHEDIR.TAG").is_file())
        .unwrap_or(out)
        .to_path_buf()
}

/// A hash of every input's path and content, and of the platform, as the bundler is a native program.
fn key(source: &Path) -> io::Result<u64> {
    let mut hasher = DefaultHasher::new();
    (std::env::consts::OS, std::env::consts::ARCH).hash(&mut hasher);
    for input in INPUTS {
        hash_into(&source.join(input), &mut hasher)?;
    }
    Ok(hasher.finish())
}

fn hash_into(path: &Path, hasher: &mut DefaultHasher) -> io::Result<()> {
    if path.is_dir() {
        return sorted(path)?
            .iter()
            .try_for_each(|entry| hash_into(entry, hasher));
    }
    path.file_name().hash(hasher);
    fs::read(path)?.hash(hasher);
    Ok(())
}

fn copy(from: &Path, to: &Path) -> io::Result<()> {
    fs::create_dir_all(to)?;
    for input in INPUTS {
        let (source, target) = (from.join(input), to.join(input));
        if source.is_dir() {
            fs::create_dir_all(&target)?;
            for file in sorted(&source)? {
                fs::copy(&file, target.join(file.file_name().unwrap_or_default()))?;
            }
        } else {
            fs::copy(source, target)?;
        }
    }
    Ok(())
}

fn sorted(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut entries = fs::read_dir(folder)?
        .map(|entry| Ok(entry?.path()))
        .collect::<io::Result<Vec<_>>>()?;
    entries.sort();
    Ok(entries)
}

/// Writes `graphiql_assets.rs`: rows of name, content type and gzipped bytes, next to a copy of the files.
fn write_table(bundle: Option<&Path>, out: &Path) -> io::Result<()> {
    let folder = out.join("graphiql");
    fs::create_dir_all(&folder)?;
    let mut rows = String::new();
    for file in bundle.map(sorted).transpose()?.unwrap_or_default() {
        let packed = file
            .file_name()
            .and_then(|name| name.to_str())
            .unwrap_or_default();
        let Some(name) = packed.strip_suffix(".gz") else {
            continue;
        };
        fs::copy(&file, folder.join(packed))?;
        let kind = content_type(name);
        let bytes = format!("include_bytes!(concat!(env!(\"OUT_DIR\"), \"/graphiql/{packed}\"))");
        writeln!(rows, "    (\"{name}\", \"{kind}\", {bytes}),").map_err(io::Error::other)?;
    }
    fs::write(
        out.join("graphiql_assets.rs"),
        format!("static ASSETS: &[(&str, &str, &[u8])] = &[\n{rows}];\n"),
    )
}

fn content_type(name: &str) -> &'static str {
    match Path::new(name)
        .extension()
        .and_then(|extension| extension.to_str())
    {
        Some("js") => "text/javascript; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("woff") => "font/woff",
        Some("woff2") => "font/woff2",
        Some("ttf") => "font/ttf",
        _ => "application/octet-stream",
    }
}
