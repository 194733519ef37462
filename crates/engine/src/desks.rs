//! The desks: which calculators are tabs of which.

/// A tab: its short label and one or more calculators, with a switch between them.
#[derive(Clone, Copy, Debug)]
pub struct Tab {
    /// The short label.
    pub label: &'static str,
    /// The calculators.
    pub slugs: &'static [&'static str],
}

/// A desk: tabs over one shared ticket.
#[derive(Clone, Copy, Debug)]
pub struct Desk {
    /// Its name.
    pub name: &'static str,
    /// Its tabs, in order.
    pub tabs: &'static [Tab],
}

impl Desk {
    /// The calculators of all its tabs.
    ///
    /// ```
    /// use ballast_engine::calculators::desk_of;
    /// assert!(desk_of("liquidation").is_some_and(|desk| desk.slugs().any(|slug| slug == "position-size")));
    /// ```
    pub fn slugs(&self) -> impl Iterator<Item = &'static str> + use<> {
        self.tabs.iter().flat_map(|tab| tab.slugs.iter().copied())
    }
}

/// Every desk that has a calculator.
pub static DESKS: &[Desk] = &[
    Desk {
        name: "Trade",
        tabs: &[
            Tab { label: "Size", slugs: &["position-size"] },
            Tab { label: "Ladder in", slugs: &["scaling-plan"] },
            Tab { label: "Liquidation", slugs: &["liquidation"] },
            Tab { label: "Take off", slugs: &["scale-out"] },
            Tab { label: "Hold", slugs: &["average-entry", "funding"] },
        ],
    },
    Desk {
        name: "Account",
        tabs: &[
            Tab { label: "Open positions", slugs: &["cross-account"] },
            Tab { label: "Cut back", slugs: &["exposure-throttle"] },
        ],
    },
    Desk {
        name: "Edge",
        tabs: &[
            Tab { label: "Kelly", slugs: &["kelly"] },
            Tab { label: "Ruin and rules", slugs: &["risk-of-ruin", "money-management"] },
            Tab { label: "Allocation", slugs: &["portfolio"] },
        ],
    },
    Desk {
        name: "Volatility and options",
        tabs: &[
            Tab { label: "Target size", slugs: &["volatility-target"] },
            Tab { label: "Options book", slugs: &["delta-rebalance"] },
            Tab { label: "Implied", slugs: &["implied-volatility"] },
        ],
    },
    Desk {
        name: "DeFi",
        tabs: &[
            Tab { label: "Loan", slugs: &["debt-position"] },
            Tab { label: "Liquidity position", slugs: &["liquidity-position"] },
        ],
    },
];

/// The desk of a calculator.
///
/// ```
/// use ballast_engine::calculators::desk_of;
/// assert_eq!(desk_of("liquidation").map(|desk| desk.name), Some("Trade"));
/// ```
pub fn desk_of(slug: &str) -> Option<&'static Desk> {
    DESKS.iter().find(|desk| desk.slugs().any(|other| other == slug))
}
