//! What the figures rest on: the venue's rules in words, and how far they may be trusted.

use super::HeldPosition;
use crate::calculators::terms::{RequirementFeeAt, Terms};
use crate::calculators::trade::MarginMode;
use crate::figure::{number, with_symbol};
use crate::records::{self, Venue};
use crate::spec::{Listed, Naming, Unit, Word, word};

/// One thing taken to be true.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Assumption {
    /// What about.
    pub about: &'static str,
    /// What is taken.
    pub value: String,
}

/// How far a figure may be trusted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Confidence {
    Confirmed,
    FormulaConfirmed,
    Derived,
    Estimate,
    Unverified,
}

impl Listed for Confidence {
    const VARIANTS: &'static [Confidence] = &[
        Confidence::Confirmed,
        Confidence::FormulaConfirmed,
        Confidence::Derived,
        Confidence::Estimate,
        Confidence::Unverified,
    ];
    const WORDS: &'static [Word] = &[
        word("confirmed", "Confirmed"),
        word("formula-confirmed", "Formula confirmed, its rates not"),
        word("derived", "Derived from the rule"),
        word("estimate", "Estimate"),
        word("unverified", "Estimate, venue not known"),
    ];
}

/// The confidence, and why.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Trust {
    /// How far.
    pub word: Confidence,
    /// Why, in a sentence or more.
    pub because: String,
}

const NO_TABLE: &str = "There is no tier table here: one rate is taken for every size, which is too low for a large one. Paste the venue's.";

impl HeldPosition {
    fn venue(&self) -> Option<&'static Venue> {
        self.terms.known_venue()
    }

    /// How the venue liquidates; nothing of one that is not known.
    pub(super) fn triggers(&self) -> &'static [records::TriggerRule] {
        self.venue().map_or(&[], |venue| venue.triggers)
    }

    /// How far the figures may be trusted.
    pub(super) fn trust(&self) -> Trust {
        let Some(venue) = self.venue() else {
            return Trust { word: Confidence::Unverified, because: "This venue is not known.".to_owned() };
        };
        let cross = if self.margin_mode == MarginMode::Cross { venue.cross } else { "" };
        let table =
            if self.terms.lacks_table() && venue.confidence != records::Confidence::Unverified { NO_TABLE } else { "" };
        let (word, ground) = match venue.confidence {
            records::Confidence::Unverified => (Confidence::Unverified, String::new()),
            _ if !cross.is_empty() || !table.is_empty() => (Confidence::Estimate, String::new()),
            stated => grounds(stated),
        };
        let said = [ground.as_str(), cross, table, venue.missing];
        let because = said.into_iter().filter(|sentence| !sentence.is_empty()).collect::<Vec<_>>().join(" ");
        Trust { word, because }
    }

    /// The rules, one a row.
    pub(super) fn assumptions(&self) -> Vec<Assumption> {
        let terms = &self.terms;
        let named = [
            ("Venue", self.venue().map_or("not known", |venue| venue.title)),
            ("In general", self.venue().map_or("", |venue| venue.assumes)),
            ("Liquidated by", terms.liquidation_trigger.word().label),
            ("Maintenance valued at", terms.maintenance_at.word().label),
        ];
        let shown = [
            ("Liquidation price shown", terms.liquidation_rounding.word().label),
            ("The venue's margin ratio", terms.ratio_direction.word().label),
        ];
        let row = |(about, value): (&'static str, &str)| Assumption { about, value: value.to_owned() };
        let mut rows: Vec<Assumption> = named.into_iter().map(row).collect();
        rows.extend(terms.priced());
        rows.extend(shown.into_iter().map(row));
        rows.retain(|row| !row.value.is_empty());
        rows
    }
}

/// The word of what stands behind a venue's prices, and what that is.
fn grounds(stated: records::Confidence) -> (Confidence, String) {
    match stated {
        records::Confidence::Confirmed { by_row, by_formula } => {
            let formula = "reproduce the formula with rates of their own";
            match (by_row, by_formula) {
                (0, _) => {
                    let ground = format!("{by_formula} samples {formula}; the rates here are not confirmed.");
                    (Confidence::FormulaConfirmed, ground)
                }
                (_, 0) => (Confidence::Confirmed, reproduced(by_row)),
                _ => (Confidence::Confirmed, format!("{} {by_formula} more {formula}.", reproduced(by_row))),
            }
        }
        records::Confidence::Derived => (
            Confidence::Derived,
            "The price is derived from the rule: none of the venue's was there to compare with.".to_owned(),
        ),
        records::Confidence::Unverified => (Confidence::Unverified, String::new()),
    }
}

fn reproduced(samples: u8) -> String {
    let noun = if samples == 1 { "sample" } else { "samples" };
    format!("Reproduced within a tick by the position alone: {samples} {noun} of the venue or of others.")
}

impl Terms {
    /// Whether the rate of larger positions is not known: no table, where it is not a rule of the venue that gives it.
    fn lacks_table(&self) -> bool {
        self.tiers.is_empty() && self.rate_per_coin == 0.0 && self.requirement_floor == 0.0
    }

    /// The rules that hold numbers.
    fn priced(&self) -> Vec<Assumption> {
        let naming = self.naming();
        let percent = |rate: f64| format!("{} %", number(rate, Unit::Percent, &naming));
        let row = |about, value: String| Assumption { about, value };
        let fee = match (self.requirement_fee, self.requirement_fee_at) {
            (0.0, _) => "not counted".to_owned(),
            (fee, RequirementFeeAt::Maintenance) => percent(fee),
            (fee, RequirementFeeAt::Bankruptcy) => {
                format!(
                    "{} at the bankruptcy price (in cross by the leverage), which the margin holds too",
                    percent(fee)
                )
            }
            (fee, RequirementFeeAt::Wallet) => {
                format!("{} at the bankruptcy price (in cross of the wallet), which the margin holds too", percent(fee))
            }
            (fee, RequirementFeeAt::Opening) => {
                format!(
                    "{} at the bankruptcy price by the leverage, fixed at the opening; the margin holds it too",
                    percent(fee)
                )
            }
        };
        let rate = match self.tiers.len() {
            0 => format!("{} for every size", percent(self.maintenance)),
            rows => format!("{rows} tiers by {}", self.tier_axis.word().label.to_ascii_lowercase()),
        };
        let rising =
            (self.rate_per_coin > 0.0).then(|| format!("{} more for every coin of size", percent(self.rate_per_coin)));
        let floor = (self.requirement_floor > 0.0).then(|| with_symbol(self.requirement_floor, Unit::None, &naming));
        let weight = (self.coin_weight < 1.0).then(|| percent(self.coin_weight));
        let initial = self.initial_rate.map(percent);
        let mut rows = vec![row("Maintenance rate", rate), row("Closing fee in the requirement", fee)];
        rows.extend(rising.map(|text| row("Rate by size", text)));
        rows.extend(floor.map(|text| row("Least maintenance", text)));
        rows.extend(initial.map(|text| row("Initial rate", text)));
        rows.extend(weight.map(|text| row("Weight of coin", text)));
        rows
    }

    /// Percent and plain numbers need no names.
    fn naming(&self) -> Naming {
        Naming { base: String::new(), quote: String::new(), settle: String::new(), contract: self.contract }
    }
}
