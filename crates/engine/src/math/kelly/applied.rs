//! From full Kelly to the fraction used: shrunk for what is not known, a chosen multiple of it, and no more than the
//! limits allow.
//!
//! Growth is concave in the fraction, so below its maximum the best that a limit leaves is the limit itself: clip,
//! do not rescale.

/// How full Kelly is turned into the fraction used.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Plan {
    /// Full Kelly, 0 or more.
    pub full: f64,
    /// Share of it left for uncertainty about the edge, 0 to 1; 1 trusts the edge as it stands.
    pub shrink_factor: f64,
    /// Chosen multiple: 0.25 for quarter Kelly.
    pub multiple: f64,
    /// Upper bounds.
    pub limits: Limits,
}

/// Upper bounds on the fraction used. Absent: none. 0 is a limit of 0.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Limits {
    /// Largest exposure, as a multiple of equity (for results that are returns).
    pub exposure: Option<f64>,
    /// Largest share of equity that the worst loss may take.
    pub fraction_at_risk: Option<f64>,
    /// Largest fraction that keeps a fall unlikely enough ([`super::FallLimit`]).
    pub fall: Option<f64>,
    /// Largest exposure where the position may be liquidated ([`super::BarrierKelly`]).
    pub barrier: Option<f64>,
}

/// Which limit holds the fraction down.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Limit {
    /// [`Limits::exposure`].
    Exposure,
    /// [`Limits::fraction_at_risk`].
    FractionAtRisk,
    /// [`Limits::fall`].
    Fall,
    /// [`Limits::barrier`].
    Barrier,
}

/// The fraction used.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Applied {
    /// What shrinkage and multiple ask for, before limits.
    pub wanted: f64,
    /// What is used.
    pub fraction: f64,
    /// The limit that made the difference, if one did; the lower of the two where both would.
    pub binding: Option<Limit>,
}

impl Plan {
    /// The fraction used. `worst_loss`: lost per unit staked when the worst comes ([`super::Bet::worst_loss`]); 0 in
    /// the continuous model, where no loss is the worst and the second limit says nothing.
    pub fn applied(&self, worst_loss: f64) -> Applied {
        let wanted = self.full * self.shrink_factor * self.multiple;
        let for_risk = self.limits.fraction_at_risk.filter(|_| worst_loss > 0.0).map(|share| share / worst_loss);
        let candidates = [
            (self.limits.exposure, Limit::Exposure),
            (for_risk, Limit::FractionAtRisk),
            (self.limits.fall, Limit::Fall),
            (self.limits.barrier, Limit::Barrier),
        ];
        let unlimited = Applied { wanted, fraction: wanted, binding: None };
        candidates.into_iter().fold(unlimited, |applied, (limit, name)| match limit {
            Some(limit) if limit < applied.fraction => Applied { wanted, fraction: limit, binding: Some(name) },
            _ => applied,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::super::Continuous;
    use super::*;

    const FULL: Plan = Plan {
        full: 2.5,
        shrink_factor: 1.0,
        multiple: 1.0,
        limits: Limits { exposure: None, fraction_at_risk: None, fall: None, barrier: None },
    };

    #[test]
    fn an_exposure_cap_clips_and_says_what_it_costs() {
        // Vector kelly.lev_cap: 2 instead of 2.5, growth 1.08 instead of 1.125.
        let market = Continuous { annual_drift: 0.9, annual_volatility: 0.6, ..Continuous::default() };
        let full = market.full_kelly().fraction().unwrap();
        let limits = Limits { exposure: Some(2.0), ..Limits::default() };
        let applied = Plan { full, limits, ..FULL }.applied(0.0);
        assert_eq!((applied.fraction, applied.binding), (2.0, Some(Limit::Exposure)));
        assert!((applied.wanted - 2.5).abs() < 1e-12);
        let growth = |fraction: f64| market.growth(fraction).rate().unwrap();
        assert!((growth(applied.wanted) - growth(applied.fraction) - 0.045).abs() < 1e-12);
    }

    #[test]
    fn the_lower_limit_binds() {
        let limits = Limits { exposure: Some(2.0), fraction_at_risk: Some(0.01), ..Limits::default() };
        let applied = Plan { limits, ..FULL }.applied(0.5);
        assert_eq!((applied.fraction, applied.binding), (0.02, Some(Limit::FractionAtRisk)));
        let applied = Plan { limits, ..FULL }.applied(0.004);
        assert_eq!((applied.fraction, applied.binding), (2.0, Some(Limit::Exposure)));
    }

    #[test]
    fn a_limit_above_what_is_wanted_does_not_bind_and_zero_allows_nothing() {
        let with = |exposure| Plan { limits: Limits { exposure: Some(exposure), ..Limits::default() }, ..FULL };
        assert_eq!(with(2.5).applied(1.0), Applied { wanted: 2.5, fraction: 2.5, binding: None });
        assert_eq!(with(0.0).applied(1.0), Applied { wanted: 2.5, fraction: 0.0, binding: Some(Limit::Exposure) });
    }

    #[test]
    fn shrinkage_and_multiple_multiply() {
        let plan = Plan { shrink_factor: 0.8, multiple: 0.25, ..FULL };
        assert!((plan.applied(1.0).wanted - 0.5).abs() < 1e-15);
    }
}
