//! Protocols on a chain, and venues that settle on one: what is known of each, and how it liquidates.

use super::super::venue::{Confidence, Step, TriggerRule, Venue};

type Source = (&'static str, &'static str);

const HYPERLIQUID_DOCS: Source = ("2025", "https://hyperliquid.gitbook.io/hyperliquid-docs/trading/liquidations");
const DYDX_HELP: Source = ("2024", "https://help.dydx.exchange/en/articles/8580691-liquidations-on-dydx-chain");
const DYDX_LOSS: Source = ("2024", "https://help.dydx.trade/en/articles/166973-contract-loss-mechanisms-on-dydx-chain");
const GMX_DOCS: Source = ("2026", "GMX docs, trading/liquidations, a copy");

pub(super) const HYPERLIQUID: Venue = Venue {
    slug: "hyperliquid",
    title: "Hyperliquid",
    assumes: "Maintenance is half the initial margin at the tier's highest leverage, at the mark.",
    confidence: Confidence::Confirmed { by_row: 17, by_formula: 0 },
    missing: "",
    cross: "",
    triggers: &[
        TriggerRule::new(
            Step::Trigger,
            "The mark price, built on outside prices and its own book, once account value falls below maintenance.",
            HYPERLIQUID_DOCS,
        ),
        TriggerRule::new(
            Step::Partial,
            "Market orders for the whole position; above 100,000 USDC first 20 %, and for the next 30 seconds all that is left at once.",
            HYPERLIQUID_DOCS,
        ),
        TriggerRule::new(
            Step::Fee,
            "None; but in a take-over the maintenance margin is not given back.",
            HYPERLIQUID_DOCS,
        ),
        TriggerRule::new(
            Step::TakeOver,
            "By the liquidator vault, once equity is below two thirds of maintenance.",
            HYPERLIQUID_DOCS,
        ),
    ],
};

pub(super) const DYDX: Venue = Venue {
    slug: "dydx-v4",
    title: "dYdX v4",
    assumes: "One subaccount; maintenance on the oracle price. Open interest raises the initial, not the maintenance margin.",
    confidence: Confidence::Confirmed { by_row: 0, by_formula: 12 },
    missing: "Rates, fees and limits are set by governance: compare them with the market's page.",
    cross: "",
    triggers: &[
        TriggerRule::new(
            Step::Trigger,
            "The oracle price, once the subaccount is worth less than its maintenance.",
            DYDX_HELP,
        ),
        TriggerRule::new(
            Step::Partial,
            "Orders by the protocol, limited at the fillable price, for a part or all; genesis: at most 10 % of the position, but at least 1,000 USDC, a block.",
            DYDX_HELP,
        ),
        TriggerRule::new(Step::Fee, "Up to 1.5 % of what is closed, from what the account has left.", DYDX_HELP),
        TriggerRule::new(
            Step::InsuranceFund,
            "Takes profit and loss of liquidations; it lets orders go as far as 1.5 times the maintenance rate from the oracle.",
            DYDX_LOSS,
        ),
        TriggerRule::new(
            Step::AutoDeleveraging,
            "When an account is below zero: against opposite positions, chosen at random.",
            DYDX_LOSS,
        ),
    ],
};

pub(super) const GMX: Venue = Venue {
    slug: "gmx-v2",
    title: "GMX v2",
    assumes: "Collateral in a stable coin, or in the coin itself where typed so; the closing fee counts, the liquidation fee does not. Funding, borrowing and price impact are the costs you type.",
    confidence: Confidence::Derived,
    missing: "The venue prints prices only for its users; two of its contract's tests are reproduced. The factor is a market's own, from 0.25 % to 1 %.",
    cross: "",
    triggers: &[
        TriggerRule::new(
            Step::Trigger,
            "The lowest oracle price for a long, the highest for a short, once what is left of the collateral is below the floor or the factor of size.",
            GMX_DOCS,
        ),
        TriggerRule::new(Step::Fee, "0.2 to 0.45 % of size by market, taken at closing, not in the check.", GMX_DOCS),
        TriggerRule::new(
            Step::TakeOver,
            "Keepers close the whole position against the pool; what remains goes back to the trader.",
            GMX_DOCS,
        ),
    ],
};

pub(super) const EDGEX: Venue = Venue {
    slug: "edgex",
    title: "edgeX",
    assumes: "Maintenance at the mark, no fee in it.",
    confidence: Confidence::Confirmed { by_row: 1, by_formula: 1 },
    missing: "What price triggers, and what follows, was not read; the formula was also seen on an ETH position, whose own rate was not.",
    cross: "",
    triggers: &[],
};
