//! A server for `dist/` on this machine's own address: for trying the app, and for the browser tests.

use std::fs;
use std::path::PathBuf;

use tiny_http::{Header, Method, Request, Response, Server};

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
}

/// Builds the app and serves it until it is interrupted.
pub fn run(project: &Project, steps: &mut Steps, wish: &Wish) -> Outcome {
    if wish.build {
        bundle::run(project, steps)?;
    }
    let site = Site { files: project.path("dist"), below: "/" };
    let server = listen(&site, wish.port)?;
    println!("\n    Ballast is at  {}  (Ctrl+C ends it)\n", address(&server, &site));
    serve(&server, &site);
    Ok(())
}

/// Serves on a free port from another thread, for as long as this process lives, and gives the address.
pub fn in_background(site: Site) -> Outcome<String> {
    let server = listen(&site, Some(0))?;
    let address = address(&server, &site);
    std::thread::spawn(move || serve(&server, &site));
    Ok(address)
}

fn listen(site: &Site, port: Option<u16>) -> Outcome<Server> {
    if !site.files.join("index.html").exists() {
        return Err(Failure::new("there is no dist/index.html").by_hand("cargo xtask build"));
    }
    let candidates = port.map_or(PORTS, |port| port..port.saturating_add(1));
    let mut problem = String::from("no port is free");
    for candidate in candidates {
        match Server::http(("127.0.0.1", candidate)) {
            Ok(server) => return Ok(server),
            Err(error) => problem = format!("port {candidate}: {error}"),
        }
    }
    Err(Failure::new(problem))
}

fn address(server: &Server, site: &Site) -> String {
    format!("http://{}{}", server.server_addr(), site.below)
}

/// A browser that leaves in the middle of a download holds up whoever is answering it, and nobody else.
const HANDS: usize = 8;

fn serve(server: &Server, site: &Site) {
    std::thread::scope(|scope| {
        for _ in 0..HANDS {
            scope.spawn(|| answer(server, site));
        }
    });
}

fn answer(server: &Server, site: &Site) {
    for request in server.incoming_requests() {
        // A browser that closes its connection early is no concern of ours.
        let _ = reply(request, site);
    }
}

fn reply(request: Request, site: &Site) -> std::io::Result<()> {
    if !matches!(request.method(), Method::Get | Method::Head) {
        return request.respond(Response::empty(405));
    }
    let file = file_name(request.url(), site.below).map(|name| (media_type(&name), site.files.join(name)));
    let found = file.and_then(|(media_type, path)| Some((media_type, fs::read(path).ok()?)));
    match found {
        Some((media_type, bytes)) => {
            let mut response = Response::from_data(bytes).with_chunked_threshold(usize::MAX);
            let headers = [
                ("Content-Type", media_type),
                ("Cache-Control", "no-cache"),
                ("Access-Control-Allow-Origin", "*"),
                ("X-Content-Type-Options", "nosniff"),
            ];
            for header in headers.iter().filter_map(|(name, value)| Header::from_bytes(*name, *value).ok()) {
                response.add_header(header);
            }
            request.respond(response)
        }
        None => request.respond(Response::from_string("not found\n").with_status_code(404)),
    }
}

/// The file that an address means, as a path inside the served folder; `None` for what is outside it.
fn file_name(url: &str, below: &str) -> Option<String> {
    let path = url.split(['?', '#']).next()?;
    let name = path.strip_prefix(below)?;
    let safe = name.split('/').all(|part| part != ".." && part != ".") && !name.contains(['\\', '%', '\0']);
    let name = if name.is_empty() || name.ends_with('/') { format!("{name}index.html") } else { name.to_owned() };
    (safe && !name.starts_with('/')).then_some(name)
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
    fn browsers_compile_wasm_while_it_loads_only_with_its_own_type() {
        assert_eq!(media_type("ballast-0a1b_bg.wasm"), "application/wasm");
    }
}
