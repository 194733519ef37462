//! A server for `dist/` on this machine's own address: for trying the app, and for the browser tests.

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use crate::bundle;
use crate::project::Project;
use crate::step::{Failure, Outcome, Steps};

/// The port tried first, and how many after it.
const PORTS: std::ops::Range<u16> = 8080..8180;

/// What was asked for on the command line.
#[derive(Debug, PartialEq)]
pub struct Wish {
    port: Option<u16>,
    build: bool,
}

impl Wish {
    pub fn read(flags: &[&str]) -> Outcome<Self> {
        let mut wish = Self { port: None, build: true };
        let mut rest = flags.iter();
        while let Some(flag) = rest.next() {
            match *flag {
                "--no-build" => wish.build = false,
                "--port" => wish.port = Some(port(rest.next().copied())?),
                other => return Err(Failure::new(format!("serve does not know {other}"))),
            }
        }
        Ok(wish)
    }
}

fn port(word: Option<&str>) -> Outcome<u16> {
    word.and_then(|word| word.parse().ok()).ok_or_else(|| Failure::new("--port needs a number from 0 to 65535"))
}

/// Files and the address below which they are served.
pub struct Site {
    pub files: PathBuf,
    /// Starts and ends with `/`.
    pub below: &'static str,
    /// Whether pages of any origin may read what is served, and so a frame that has none.
    pub is_for_all: bool,
}

/// Builds the app and serves it until it is interrupted.
pub fn run(project: &Project, steps: &mut Steps, wish: &Wish) -> Outcome {
    if wish.build {
        bundle::run(project, steps)?;
    }
    let site = Site { files: project.path("dist"), below: "/", is_for_all: true };
    let server = listen(&site, wish.port)?;
    println!("\n    Ballast is at  {}  (Ctrl+C ends it)\n", address(&server, &site));
    serve(&server, &Arc::new(site));
    Ok(())
}

/// Serves on a free port from another thread, for as long as this process lives, and gives the address.
pub fn in_background(site: Site) -> Outcome<String> {
    let server = listen(&site, Some(0))?;
    let address = address(&server, &site);
    std::thread::spawn(move || serve(&server, &Arc::new(site)));
    Ok(address)
}

fn listen(site: &Site, port: Option<u16>) -> Outcome<TcpListener> {
    if !site.files.join("index.html").exists() {
        return Err(Failure::new("there is no dist/index.html").by_hand("cargo xtask build"));
    }
    let candidates = port.map_or(PORTS, |port| port..port.saturating_add(1));
    let mut problem = String::from("no port is free");
    for candidate in candidates {
        match TcpListener::bind(("127.0.0.1", candidate)) {
            Ok(server) => return Ok(server),
            Err(error) => problem = format!("port {candidate}: {error}"),
        }
    }
    Err(Failure::new(problem))
}

fn address(server: &TcpListener, site: &Site) -> String {
    let port = server.local_addr().map_or(0, |address| address.port());
    format!("http://127.0.0.1:{port}{}", site.below)
}

/// One request, one answer, one connection, each in a thread of its own. With a small server that keeps a pool of
/// connections alive, a page of the browser tests stayed empty once in a few hundred visits. That the pool was to blame
/// is a guess; a whole run of the tests without it had no empty page.
fn serve(server: &TcpListener, site: &Arc<Site>) {
    for stream in server.incoming().flatten() {
        let site = Arc::clone(site);
        // A browser that closes its connection early is no concern of ours.
        std::thread::spawn(move || drop(reply(&stream, &site)));
    }
}

/// How long a browser may take to say what it wants, and a request at most.
const PATIENCE: Duration = Duration::from_secs(60);
const LONGEST_REQUEST: u64 = 64 * 1024;

fn reply(stream: &TcpStream, site: &Site) -> std::io::Result<()> {
    stream.set_read_timeout(Some(PATIENCE))?;
    let mut lines = BufReader::new(stream.take(LONGEST_REQUEST)).lines();
    let Some(request) = lines.next().transpose()? else { return Ok(()) };
    for line in lines {
        if line?.is_empty() {
            break;
        }
    }
    let mut words = request.split(' ');
    let (method, url) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
    let answer = answer(method, url, site);
    let head = format!(
        "HTTP/1.1 {}\r\nContent-Type: {}\r\nContent-Length: {}\r\nCache-Control: {}\r\n\
         {}X-Content-Type-Options: nosniff\r\nConnection: close\r\n\r\n",
        answer.status,
        answer.media_type,
        answer.bytes.len(),
        if is_named_by_content(url) { "public, max-age=31536000, immutable" } else { "no-cache" },
        if site.is_for_all { "Access-Control-Allow-Origin: *\r\n" } else { "" },
    );
    let mut stream = stream;
    stream.write_all(head.as_bytes())?;
    if method != "HEAD" {
        stream.write_all(&answer.bytes)?;
    }
    stream.flush()
}

struct Answer {
    status: &'static str,
    media_type: &'static str,
    bytes: Vec<u8>,
}

fn answer(method: &str, url: &str, site: &Site) -> Answer {
    let words =
        |status, words: &str| Answer { status, media_type: media_type(".txt"), bytes: words.as_bytes().to_vec() };
    if !matches!(method, "GET" | "HEAD") {
        return words("405 Method Not Allowed", "only GET and HEAD\n");
    }
    let file = file_name(url, site.below).map(|name| (media_type(&name), site.files.join(name)));
    let found = file.and_then(|(media_type, path)| Some((media_type, fs::read(path).ok()?)));
    found.map_or_else(
        || words("404 Not Found", "not found\n"),
        |(media_type, bytes)| Answer { status: "200 OK", media_type, bytes },
    )
}

/// The file that an address means, as a path inside the served folder; `None` for what is outside it.
fn file_name(url: &str, below: &str) -> Option<String> {
    let path = url.split(['?', '#']).next()?;
    let name = path.strip_prefix(below)?;
    let safe = name.split('/').all(|part| part != ".." && part != ".") && !name.contains(['\\', '%', '\0']);
    let name = if name.is_empty() || name.ends_with('/') { format!("{name}index.html") } else { name.to_owned() };
    (safe && !name.starts_with('/')).then_some(name)
}

/// A name that holds a hash of the file means the same file for ever: three embeds on a page download the app once.
fn is_named_by_content(url: &str) -> bool {
    let name = url.rsplit('/').next().unwrap_or_default();
    name.rsplit_once('-').is_some_and(|(_, hash)| hash.chars().take_while(char::is_ascii_hexdigit).count() >= 12)
}

fn media_type(name: &str) -> &'static str {
    match name.rsplit('.').next() {
        Some("html") => "text/html; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("js" | "mjs") => "text/javascript; charset=utf-8",
        Some("wasm") => "application/wasm",
        Some("json") => "application/json",
        Some("webmanifest") => "application/manifest+json",
        Some("svg") => "image/svg+xml",
        Some("png") => "image/png",
        Some("woff2") => "font/woff2",
        Some("ico") => "image/x-icon",
        Some("txt" | "md") => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn flags_are_read_and_unknown_ones_refused() {
        assert_eq!(Wish::read(&[]).unwrap(), Wish { port: None, build: true });
        assert_eq!(Wish::read(&["--port", "9000", "--no-build"]).unwrap(), Wish { port: Some(9000), build: false });
        assert!(Wish::read(&["--port"]).is_err());
        assert!(Wish::read(&["--port", "70000"]).is_err());
        assert!(Wish::read(&["--open"]).is_err());
    }

    #[test]
    fn an_address_below_the_mount_is_a_file() {
        assert_eq!(file_name("/", "/").as_deref(), Some("index.html"));
        assert_eq!(file_name("/start.js?v=1", "/").as_deref(), Some("start.js"));
        assert_eq!(file_name("/any/sub-path/", "/any/sub-path/").as_deref(), Some("index.html"));
    }

    #[test]
    fn an_address_outside_the_folder_is_refused() {
        for url in ["/../Cargo.toml", "/a/../../b", "/%2e%2e/b", "//etc/hosts", "/a\\..\\b"] {
            assert_eq!(file_name(url, "/"), None, "{url}");
        }
        assert_eq!(file_name("/start.js", "/any/sub-path/"), None);
    }

    #[test]
    fn only_what_is_named_by_its_content_is_kept_without_asking() {
        assert!(
            is_named_by_content("/a/ballast-0123456789abcdef_bg.wasm")
                && is_named_by_content("/base-94d1c2aa01f6e2b1.css")
        );
        assert!(!is_named_by_content("/start.js") && !is_named_by_content("/a-94d1c2aa01f6e2b1/index.html"));
    }

    #[test]
    fn browsers_compile_wasm_while_it_loads_only_with_its_own_type() {
        assert_eq!(media_type("ballast-0a1b_bg.wasm"), "application/wasm");
    }
}
