//! A venue: how far its figures may be trusted, and how it liquidates.

use super::VENUES;

/// An exchange or protocol with one set of margin rules; one that changed its rules stands here twice.
#[derive(Clone, Copy, Debug)]
pub struct Venue {
    /// As in the key `venue` and in names of records.
    pub slug: &'static str,
    /// As people read it.
    pub title: &'static str,
    /// What is taken to be true of it, in words: what no key of a record says.
    pub assumes: &'static str,
    /// What stands behind the figures.
    pub confidence: Confidence,
    /// What is not known, or what cannot be computed; empty: nothing of weight.
    pub missing: &'static str,
    /// Why a price in cross margin is an estimate; empty: it follows from the same rule.
    pub cross: &'static str,
    /// How it liquidates, as far as it is known, in the order in which it happens.
    pub triggers: &'static [TriggerRule],
}

/// What stands behind a venue's liquidation prices.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Confidence {
    /// Figures of the venue, or of somebody else, come out within a tick.
    Confirmed {
        /// So many by one of its records with nothing typed but the position's own row.
        by_row: u8,
        /// So many more by the formula with a rate, fee or table of the sample's own, which says nothing of the record's.
        by_formula: u8,
    },
    /// The rule was read and the formula derived from it; nobody's figure was there to compare with.
    Derived,
    /// Neither.
    Unverified,
}

/// One thing a venue does on the way from the trigger to the end.
#[derive(Clone, Copy, Debug)]
pub struct TriggerRule {
    /// What it is about.
    pub step: Step,
    /// What the venue does, in our own words.
    pub rule: &'static str,
    /// When that was so.
    pub as_of: &'static str,
    /// Where it was read.
    pub source: &'static str,
}

impl TriggerRule {
    /// A rule as it was at a date, and where it was read.
    pub const fn new(step: Step, rule: &'static str, (as_of, source): (&'static str, &'static str)) -> TriggerRule {
        TriggerRule { step, rule, as_of, source }
    }
}

/// The steps of a liquidation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Step {
    /// What price triggers it, and when.
    Trigger,
    /// Whether it closes the position piece by piece.
    Partial,
    /// What it costs.
    Fee,
    /// Who takes the position over, and at what price.
    TakeOver,
    /// Who pays for, or keeps, the difference.
    InsuranceFund,
    /// Whose profit pays when nobody else does.
    AutoDeleveraging,
}

impl Step {
    /// As people read it.
    pub fn label(self) -> &'static str {
        match self {
            Step::Trigger => "Trigger",
            Step::Partial => "Partial steps",
            Step::Fee => "Liquidation fee",
            Step::TakeOver => "Take-over",
            Step::InsuranceFund => "Insurance fund",
            Step::AutoDeleveraging => "Auto-deleveraging",
        }
    }
}

/// The venue of that slug.
///
/// ```
/// use ballast_engine::records::find_venue;
/// assert_eq!(find_venue("bitmex").map(|venue| venue.title), Some("BitMEX"));
/// ```
pub fn find_venue(slug: &str) -> Option<&'static Venue> {
    VENUES.iter().find(|venue| venue.slug == slug)
}
