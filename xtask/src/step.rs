//! Steps that announce themselves, and commands that say how to repeat them by hand.

use std::fmt;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// What every step gives back.
pub type Outcome<T = ()> = Result<T, Failure>;

/// Why a step could not be done, worded for whoever has to mend it.
#[derive(Debug)]
pub struct Failure {
    what: String,
    by_hand: Option<String>,
}

impl Failure {
    pub fn new(what: impl Into<String>) -> Self {
        Self { what: what.into(), by_hand: None }
    }

    /// For trouble with a file: the message names it.
    pub fn with_file(path: &Path, error: &std::io::Error) -> Self {
        Self::new(format!("{}: {error}", path.display()))
    }

    /// Adds the shell command that does by hand what failed here.
    pub fn by_hand(self, command: impl Into<String>) -> Self {
        Self { by_hand: Some(command.into()), ..self }
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "FAILED: {}", self.what)?;
        match &self.by_hand {
            Some(command) => write!(f, "\nTo do it by hand:\n\n    {}\n", command.replace('\n', "\n    ")),
            None => Ok(()),
        }
    }
}

/// The steps taken so far, each with its time.
pub struct Steps {
    started: Instant,
    taken: Vec<(String, Duration)>,
}

impl Steps {
    pub fn start() -> Self {
        Self { started: Instant::now(), taken: Vec::new() }
    }

    /// Announces a step, takes it and tells how long it took.
    pub fn take<T>(&mut self, name: &str, step: impl FnOnce() -> Outcome<T>) -> Outcome<T> {
        println!("\n==> {name}");
        let begun = Instant::now();
        let outcome = step();
        let took = begun.elapsed();
        match outcome {
            Ok(result) => {
                println!("    {name}: {}", seconds(took));
                self.taken.push((name.to_owned(), took));
                Ok(result)
            }
            Err(failure) => Err(Failure { what: format!("{name}: {}", failure.what), ..failure }),
        }
    }

    /// A table of all steps and their times.
    pub fn summary(&self) {
        println!("\n{:<44}{:>10}", "step", "time");
        for (name, took) in &self.taken {
            println!("{name:<44}{:>10}", seconds(*took));
        }
        println!("{:<44}{:>10}", "all steps passed", seconds(self.started.elapsed()));
    }
}

/// `0.4 s`, `12 s`, `3 min 05 s`.
pub fn seconds(time: Duration) -> String {
    match time.as_secs() {
        0..10 => format!("{:.1} s", time.as_secs_f64()),
        whole @ 10..60 => format!("{whole} s"),
        whole => format!("{} min {:02} s", whole / 60, whole % 60),
    }
}

/// Runs a command with its output on the screen and nothing on its standard input.
pub fn run(command: &mut Command) -> Outcome {
    let line = shell_line(command);
    println!("    $ {line}");
    match command.stdin(Stdio::null()).status() {
        Ok(status) if status.success() => Ok(()),
        Ok(status) => Err(Failure::new(format!("the command ended with {status}")).by_hand(line)),
        Err(error) => Err(Failure::new(format!("the command could not be started: {error}")).by_hand(line)),
    }
}

/// What a command prints, or nothing when it fails or does not exist.
pub fn answer(command: &mut Command) -> Option<String> {
    let output = command.stdin(Stdio::null()).stderr(Stdio::null()).output().ok()?;
    if !output.status.success() {
        return None;
    }
    Some(String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

/// The command as one would type it, with the variables that were set for it.
pub fn shell_line(command: &Command) -> String {
    let inherited_path = std::env::var("PATH").unwrap_or_default();
    let mut words = Vec::new();
    for (name, value) in command.get_envs() {
        if let Some(value) = value {
            let value = value.to_string_lossy();
            let value = match value.strip_suffix(&inherited_path) {
                Some(added) if !added.is_empty() && !inherited_path.is_empty() => format!("{added}$PATH"),
                _ => value.into_owned(),
            };
            words.push(format!("{}=\"{value}\"", name.to_string_lossy()));
        }
    }
    words.push(quoted(&command.get_program().to_string_lossy()));
    words.extend(command.get_args().map(|argument| quoted(&argument.to_string_lossy())));
    match command.get_current_dir() {
        Some(folder) => format!("cd {} && {}", quoted(&folder.to_string_lossy()), words.join(" ")),
        None => words.join(" "),
    }
}

fn quoted(word: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || "-_./=:@,+".contains(c);
    if !word.is_empty() && word.chars().all(plain) { word.to_owned() } else { format!("'{word}'") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failed_command_is_shown_as_it_would_be_typed() {
        let mut command = Command::new("cargo");
        command.args(["test", "-p", "two words"]).env("RUSTDOCFLAGS", "-D warnings").current_dir("/tmp");
        assert_eq!(shell_line(&command), "cd /tmp && RUSTDOCFLAGS=\"-D warnings\" cargo test -p 'two words'");
    }

    #[test]
    fn an_extended_search_path_is_shown_by_what_was_added() {
        let mut command = Command::new("trunk");
        command.env("PATH", format!("tools/bin:{}", std::env::var("PATH").unwrap()));
        assert_eq!(shell_line(&command), "PATH=\"tools/bin:$PATH\" trunk");
    }

    #[test]
    fn times_are_worded_by_their_length() {
        assert_eq!(seconds(Duration::from_millis(420)), "0.4 s");
        assert_eq!(seconds(Duration::from_secs(59)), "59 s");
        assert_eq!(seconds(Duration::from_secs(185)), "3 min 05 s");
    }

    #[test]
    fn a_failure_names_its_step_and_the_way_out() {
        let failure = Steps::start()
            .take("npm", || Outcome::<()>::Err(Failure::new("no network").by_hand("npm ci")))
            .unwrap_err();
        assert_eq!(failure.to_string(), "FAILED: npm: no network\nTo do it by hand:\n\n    npm ci\n");
    }
}
