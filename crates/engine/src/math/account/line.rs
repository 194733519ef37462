//! Straight lines, and equity beside requirement as two of them.

/// A straight line.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Line {
    /// Its height at zero.
    pub level: f64,
    /// How much it rises by one.
    pub slope: f64,
}

impl Line {
    /// The height at a place.
    pub fn at(self, place: f64) -> f64 {
        self.level + self.slope * place
    }

    /// Where the line is zero.
    pub fn root(self) -> f64 {
        -self.level / self.slope
    }

    fn plus(self, other: Line, times: f64) -> Line {
        Line { level: self.level + times * other.level, slope: self.slope + times * other.slope }
    }

    /// The line over a distance walked, where it was one over a price that goes from `price` by `factor` of itself.
    fn along(self, price: f64, factor: f64) -> Line {
        Line { level: self.at(price), slope: self.slope * price * factor }
    }
}

/// What is there and what must remain, each a line over a price or over a shock.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Balance {
    /// Collateral and open profit.
    pub equity: Line,
    /// Maintenance.
    pub requirement: Line,
}

impl Balance {
    /// With another added so many times.
    pub fn plus(self, other: Balance, times: f64) -> Balance {
        Balance {
            equity: self.equity.plus(other.equity, times),
            requirement: self.requirement.plus(other.requirement, times),
        }
    }

    /// Lines over a price as lines over a distance walked.
    pub fn along(self, price: f64, factor: f64) -> Balance {
        Balance { equity: self.equity.along(price, factor), requirement: self.requirement.along(price, factor) }
    }

    /// The same, where a distance of one is walked at `pace` of the speed.
    pub fn paced(self, pace: f64) -> Balance {
        let paced = |line: Line| Line { slope: line.slope * pace, ..line };
        Balance { equity: paced(self.equity), requirement: paced(self.requirement) }
    }

    /// What is left until the requirement takes that share of the equity.
    pub fn surplus(self, used: f64) -> Line {
        Line { level: 0.0, slope: 0.0 }.plus(self.equity, used).plus(self.requirement, -1.0)
    }
}
