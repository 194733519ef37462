//! JSON lines in, JSON lines out: the engine for scripts, tests and other languages.
//!
//! `echo '{"calculator":"position-size","inputs":{"equity":10000,"risk_pct":1,"entry":100,"stop":95}}' | cargo run --release -p ballast-engine --example evaluate`
//! `--list` prints what there is to ask for.

mod protocol;

use std::io::{BufRead, BufWriter, Write};

fn main() -> std::io::Result<()> {
    let mut out = BufWriter::new(std::io::stdout().lock());
    if std::env::args().any(|argument| argument == "--list") {
        return writeln!(out, "{}", protocol::list());
    }
    // Bytes, not text: a line that is no UTF-8 gets an answer too, and so do the lines after it.
    for line in std::io::stdin().lock().split(b'\n') {
        writeln!(out, "{}", protocol::answer(&String::from_utf8_lossy(&line?)))?;
    }
    out.flush()
}
