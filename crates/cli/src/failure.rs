//! Why there is nothing to answer.

use std::fmt;
use std::io;

/// What ends the program other than an answer.
#[derive(Debug)]
pub enum Failure {
    /// The words on the command line are no question.
    Usage(String),
    /// Rows that cannot be read.
    Rows(String),
    /// Reading or writing stopped.
    Stream(io::Error),
}

impl Failure {
    /// The exit code: 2 for the command line, 1 for what it was given to read.
    pub fn code(&self) -> u8 {
        if matches!(self, Failure::Usage(_)) { 2 } else { 1 }
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Failure::Usage(what) => write!(to, "ballast: {what}"),
            Failure::Rows(what) => write!(to, "error: {what}"),
            Failure::Stream(error) => write!(to, "error: {error}"),
        }
    }
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Failure {
        Failure::Stream(error)
    }
}
