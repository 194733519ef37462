//! Every venue there is a record of.

use super::venue::{Confidence, Step, TriggerRule, Venue};

const fn rule(step: Step, rule: &'static str, (as_of, source): (&'static str, &'static str)) -> TriggerRule {
    TriggerRule { step, rule, as_of, source }
}

const BINANCE: (&str, &str) = ("2024", "https://www.binance.com/en/support/faq/b3c689c1f50a44cabb3a84e663b81d93");

/// Every venue, the one for any first.
pub static VENUES: &[Venue] = &[
    Venue {
        slug: "generic",
        title: "Any venue",
        assumes: "The rules are as you set them; without a table one rate holds for every size.",
        confidence: Confidence::Unverified,
        missing: "Nothing is known of this venue: set its rules and paste its tier table.",
        triggers: &[],
    },
    Venue {
        slug: "binance-usdm",
        title: "Binance USD-M",
        assumes: "One-way mode or isolated margin; multi-assets mode and portfolio margin have no price of one symbol.",
        confidence: Confidence::Confirmed(9),
        missing: "",
        triggers: &[rule(
            Step::Trigger,
            "The mark price, once maintenance margin reaches the margin balance (100 %).",
            BINANCE,
        )],
    },
];
