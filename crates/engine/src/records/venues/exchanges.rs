//! Exchanges with an order book of their own: what is known of each, and how it liquidates.

use super::super::venue::{Confidence, Step, TriggerRule, Venue};

type Source = (&'static str, &'static str);

const BINANCE_FAQ: Source =
    ("May 2024", "https://www.binance.com/en-NZ/support/faq/binance-futures-liquidation-protocols-360033525271");
const BINANCE_ADL: Source = ("Jun 2020", "https://www.binance.com/en/support/faq/360033525471");
const BYBIT_USDT: Source =
    ("2021", "https://help.bybit.com/hc/en-us/articles/900000167723-Liquidation-Process-USDT-Contract-");
const BYBIT_COIN: Source = ("Jan 2024", "Bybit help 000001098, a copy");
const BYBIT_FUND: Source = ("2019", "https://blog.bybit.com/bybit-institute/insurance-fund/");
const OKX_STEPS: Source = ("2020", "OKX help 360020411711, a copy");
const OKX_EARLY: Source = ("2025", "OKX help on early liquidation, a copy");
const GATE_PROCESS: Source = ("2025", "Gate help 22159, a copy");
const GATE_FUND: Source = ("2023", "Gate help 22081, a copy");
const BITMEX_APP: Source = ("2024", "https://www.bitmex.com/app/liquidation");
const BITMEX_ADL: Source = ("Mar 2020", "https://blog.bitmex.com/bitmex-insurance-fund-your-questions-answered/");
const DERIBIT_STEPS: Source = ("2019", "https://www.deribit.com/docs/auto-liquidation/");
const DERIBIT_FUND: Source = ("2025", "https://support.deribit.com/hc/en-us/articles/25944777576477-Insurance-Fund");
const DERIBIT_FEES: Source = ("2022", "https://support.deribit.com/hc/en-us/articles/25944826427293");
const KRAKEN_EPP: Source = ("Mar 2026", "https://support.kraken.com/articles/360022835671-Equity-Protection-Process");
const KUCOIN_HELP: Source = ("2023", "https://kucoin.zendesk.com/hc/en-us/articles/8664870317849-What-is-Liquidation-");
const KUCOIN_FUND: Source = ("Dec 2025", "https://www.kucoin.com/pt/support/26686139092889");
const PHEMEX_GUIDE: Source = (
    "2020",
    "https://phemex.com/user-guides/why-is-the-fill-price-different-from-the-liquidation-price-bankruptcy-price",
);
const PHEMEX_FUND: Source =
    ("May 2020", "https://phemex.com/help-center/what-is-the-insurance-fund-and-auto-deleveraging");

const BINANCE: &[TriggerRule] = &[
    TriggerRule::new(
        Step::Trigger,
        "The mark price, once maintenance margin over margin balance reaches 100 %.",
        BINANCE_FAQ,
    ),
    TriggerRule::new(
        Step::Partial,
        "Open orders are cancelled; then one immediate-or-cancel order closes as much as brings the margin back above maintenance.",
        BINANCE_FAQ,
    ),
    TriggerRule::new(
        Step::Fee,
        "Charged on what is liquidated; old copies of 2019 to 2021 say 0.3 % (BTCUSDT) or 0.5 %, the rate is set per symbol.",
        BINANCE_FAQ,
    ),
    TriggerRule::new(
        Step::TakeOver,
        "What remains is closed at the bankruptcy price and taken by the insurance fund.",
        BINANCE_FAQ,
    ),
    TriggerRule::new(Step::InsuranceFund, "Fed by liquidation fees; it pays for accounts below zero.", BINANCE_FAQ),
    TriggerRule::new(
        Step::AutoDeleveraging,
        "When the fund cannot take a position, opposite positions are closed, most profit and leverage first.",
        BINANCE_ADL,
    ),
];

pub(super) const BINANCE_USDM: Venue = Venue {
    slug: "binance-usdm",
    title: "Binance USD-M",
    assumes: "One-way or hedge mode with one symbol; multi-assets mode and portfolio margin have no price of one symbol.",
    confidence: Confidence::Confirmed { by_row: 5, by_formula: 5 },
    missing: "",
    cross: "",
    triggers: BINANCE,
};

pub(super) const BINANCE_COINM: Venue = Venue {
    slug: "binance-coinm",
    title: "Binance COIN-M",
    assumes: "Wallet, deduction and tier caps are in the coin.",
    confidence: Confidence::Derived,
    missing: "The official formula was an image and could not be read; ours follows from equity and maintenance.",
    cross: "",
    triggers: BINANCE,
};

/// How Bybit liquidates, as its page on one kind of contract tells it.
const fn bybit(told: Source) -> [TriggerRule; 5] {
    [
        TriggerRule::new(Step::Trigger, "The mark price.", told),
        TriggerRule::new(
            Step::Partial,
            "Lowest tier: orders of the contract are cancelled, nothing else. Higher tiers: orders are cancelled, then a fill-or-kill order closes what exceeds a lower tier.",
            told,
        ),
        TriggerRule::new(
            Step::TakeOver,
            "If that is not enough the engine takes the position at its bankruptcy price.",
            told,
        ),
        TriggerRule::new(
            Step::InsuranceFund,
            "Keeps what is better than the bankruptcy price and pays what is worse.",
            BYBIT_FUND,
        ),
        TriggerRule::new(Step::AutoDeleveraging, "Only when the fund is spent.", BYBIT_FUND),
    ]
}

const BYBIT_BY_USDT: &[TriggerRule] = &bybit(BYBIT_USDT);
const BYBIT_BY_COIN: &[TriggerRule] = &bybit(BYBIT_COIN);

pub(super) const BYBIT_LINEAR: Venue = Venue {
    slug: "bybit-linear",
    title: "Bybit linear",
    assumes: "From 2 September 2025: maintenance on mark value, the initial margin of an isolated position stays at entry; the closing fee is set aside in both and cancels.",
    confidence: Confidence::Derived,
    missing: "The page of the linear formula was cut off; ours mirrors the inverse one. Open orders also count towards the tier, and the table ends at 80 million.",
    cross: "Bybit's own cross price is an estimate: liquidation comes when the account's maintenance rate reaches 100 %.",
    triggers: BYBIT_BY_USDT,
};

pub(super) const BYBIT_LINEAR_LEGACY: Venue = Venue {
    slug: "bybit-linear-legacy",
    title: "Bybit linear to 1 Sep 2025",
    assumes: "Maintenance on entry value; the closing fee is fixed at the opening in initial and maintenance margin and cancels.",
    confidence: Confidence::Confirmed { by_row: 2, by_formula: 5 },
    missing: "The table ends at 80 million.",
    cross: "Bybit's own cross price is an estimate: liquidation comes when the account's maintenance rate reaches 100 %.",
    triggers: BYBIT_BY_USDT,
};

pub(super) const BYBIT_INVERSE: Venue = Venue {
    slug: "bybit-inverse",
    title: "Bybit inverse",
    assumes: "From 2 September 2025: maintenance on mark value, initial margin at entry, closing fee set aside in both.",
    confidence: Confidence::Derived,
    missing: "The formula was read in a copy of 27 May 2026, without a worked figure.",
    cross: "Bybit's own cross price is an estimate: liquidation comes when the account's maintenance rate reaches 100 %.",
    triggers: BYBIT_BY_COIN,
};

pub(super) const BYBIT_INVERSE_LEGACY: Venue = Venue {
    slug: "bybit-inverse-legacy",
    title: "Bybit inverse to 1 Sep 2025",
    assumes: "Maintenance on entry value; the closing fee is that of all the margin, or of the wallet in cross; prices are shown rounded to the tick against the trader.",
    confidence: Confidence::Confirmed { by_row: 3, by_formula: 0 },
    missing: "",
    cross: "One page's example of a wallet with this one contract is reproduced. In the unified account liquidation came when the account's maintenance rate reached 100 %: an estimate there.",
    triggers: BYBIT_BY_COIN,
};

const OKX: &[TriggerRule] = &[
    TriggerRule::new(
        Step::Trigger,
        "The mark price, once equity over maintenance margin and liquidation fee falls to 100 %.",
        OKX_EARLY,
    ),
    TriggerRule::new(
        Step::Partial,
        "From the third tier up the position is cut two tiers at a time; the two lowest are closed at once.",
        OKX_STEPS,
    ),
    TriggerRule::new(Step::Fee, "The taker rate, part of the requirement.", OKX_STEPS),
    TriggerRule::new(
        Step::TakeOver,
        "Liquidation orders go to the market; the last resort is the bankruptcy price.",
        OKX_STEPS,
    ),
    TriggerRule::new(
        Step::AutoDeleveraging,
        "When the fund runs out, or falls by 30 % from its peak within 8 hours: matched at the mark with the highest-ranked opposite positions.",
        OKX_EARLY,
    ),
];

pub(super) const OKX_LINEAR: Venue = Venue {
    slug: "okx-linear",
    title: "OKX linear",
    assumes: "The closing fee is part of the requirement, the tier goes by quantity.",
    confidence: Confidence::Confirmed { by_row: 1, by_formula: 1 },
    missing: "",
    cross: "Exact in single-currency cross margin; multi-currency and portfolio margin weigh all assets and have no price of one symbol.",
    triggers: OKX,
};

pub(super) const OKX_INVERSE: Venue = Venue {
    slug: "okx-inverse",
    title: "OKX coin-margined",
    assumes: "The closing fee is part of the requirement, the tier goes by contracts, and the price shown is one tick more than the formula gives.",
    confidence: Confidence::Confirmed { by_row: 1, by_formula: 0 },
    missing: "The extra tick was seen on a long.",
    cross: "Exact in single-currency cross margin; multi-currency and portfolio margin weigh all assets and have no price of one symbol.",
    triggers: OKX,
};

pub(super) const GATE: Venue = Venue {
    slug: "gate",
    title: "Gate",
    assumes: "Maintenance at the mark, without a closing fee in the requirement.",
    confidence: Confidence::Confirmed { by_row: 1, by_formula: 3 },
    missing: "Whether the closing fee counts is not settled. The one real position (ETH, August 2022) shows the price without it to the cent; with the taker fee of 0.075 % it would be a dollar nearer, and freqtrade's formula adds a fee. To be on the safe side type yours as the fee in the requirement.",
    cross: "",
    triggers: &[
        TriggerRule::new(
            Step::Trigger,
            "The mark price, once margin balance over maintenance margin falls to 100 %.",
            GATE_PROCESS,
        ),
        TriggerRule::new(
            Step::Partial,
            "Orders are cancelled; then the risk limit is lowered tier by tier, closing what exceeds each.",
            GATE_PROCESS,
        ),
        TriggerRule::new(
            Step::InsuranceFund,
            "Keeps what is better than the bankruptcy price and pays what is worse.",
            GATE_FUND,
        ),
        TriggerRule::new(Step::AutoDeleveraging, "After market and fund.", GATE_PROCESS),
    ],
};

pub(super) const BITMEX: Venue = Venue {
    slug: "bitmex",
    title: "BitMEX",
    assumes: "Maintenance on entry value; the exit fee is set aside in margin and maintenance and cancels. Funding about to be paid raises the requirement: type it as costs.",
    confidence: Confidence::Confirmed { by_row: 4, by_formula: 0 },
    missing: "The steps of risk limits above the first, and all of XBTUSDT, were not read: paste or set them.",
    cross: "In cross the commission set aside was not read: it is taken by the leverage you type, so this is an estimate.",
    triggers: &[
        TriggerRule::new(Step::Trigger, "The fair price, which is the mark.", BITMEX_APP),
        TriggerRule::new(
            Step::Partial,
            "Orders of the contract are cancelled. Higher risk limits: stepped down to a lower one, if need be by a fill-or-kill order.",
            BITMEX_APP,
        ),
        TriggerRule::new(
            Step::TakeOver,
            "On the lowest risk limit at once, otherwise when stepping down fails: at the bankruptcy price.",
            BITMEX_APP,
        ),
        TriggerRule::new(
            Step::InsuranceFund,
            "Keeps what is better than the bankruptcy price and pays what is worse.",
            BITMEX_APP,
        ),
        TriggerRule::new(
            Step::AutoDeleveraging,
            "Opposite positions of the contract by profit and leverage, when the fund cannot close.",
            BITMEX_ADL,
        ),
    ],
};

pub(super) const DERIBIT: Venue = Venue {
    slug: "deribit",
    title: "Deribit",
    assumes: "One position alone in its account under standard margin; the rate grows with its size in coins.",
    confidence: Confidence::Derived,
    missing: "The venue prints no liquidation price of a position to compare with; its margins are confirmed by 6 samples. The schedule is of 2022 for inverse contracts, and portfolio margin is not modelled.",
    cross: "Liquidation is account-wide: with other positions or options in the account this is an estimate.",
    triggers: &[
        TriggerRule::new(
            Step::Trigger,
            "The mark price, once maintenance margin exceeds the margin balance.",
            DERIBIT_STEPS,
        ),
        TriggerRule::new(
            Step::Partial,
            "Small pieces at market until maintenance is met again, futures before options where that reduces risk.",
            DERIBIT_STEPS,
        ),
        TriggerRule::new(Step::Fee, "0.75 % (BTC), 0.9 % (ETH), on top of the trading fee.", DERIBIT_FEES),
        TriggerRule::new(Step::InsuranceFund, "Fed by those fees; it covers accounts below zero.", DERIBIT_FUND),
        TriggerRule::new(
            Step::AutoDeleveraging,
            "None: if the fund were spent, the winners of the day would share the loss.",
            DERIBIT_FUND,
        ),
    ],
};

pub(super) const KRAKEN: Venue = Venue {
    slug: "kraken",
    title: "Kraken Futures",
    assumes: "Maintenance at the mark, tier by contracts, no deduction between tiers.",
    confidence: Confidence::Confirmed { by_row: 1, by_formula: 0 },
    missing: "Only the first levels of the tables were read, and of PF contracts what their levels are counted in is our reading.",
    cross: "PF contracts share a wallet of several assets with haircuts: an estimate.",
    triggers: &[
        TriggerRule::new(
            Step::Trigger,
            "The mark price, once the portfolio value falls below maintenance margin.",
            KRAKEN_EPP,
        ),
        TriggerRule::new(
            Step::Partial,
            "Coin-margined: the whole position, by an immediate-or-cancel order at the bankruptcy price or better. Others: in parts since 26 March 2026.",
            KRAKEN_EPP,
        ),
        TriggerRule::new(
            Step::Fee,
            "Since 26 March 2026 with partial liquidations; before that none, and what is left stays with the trader.",
            KRAKEN_EPP,
        ),
        TriggerRule::new(Step::TakeOver, "Assignment: what is not filled goes to assignment providers.", KRAKEN_EPP),
        TriggerRule::new(
            Step::AutoDeleveraging,
            "Unwind: as a last step the position is closed against opposite ones.",
            KRAKEN_EPP,
        ),
    ],
};

pub(super) const KUCOIN: Venue = Venue {
    slug: "kucoin",
    title: "KuCoin",
    assumes: "Maintenance on entry value; closing fees are in both margins and cancel. That it is the entry is inferred from samples.",
    confidence: Confidence::Confirmed { by_row: 1, by_formula: 2 },
    missing: "The rate is that of an undated example; the pages read name 0.4 % and 0.5 % for the first level. The closing fee was not read.",
    cross: "",
    triggers: &[
        TriggerRule::new(Step::Trigger, "The fair price, which is the mark.", KUCOIN_HELP),
        TriggerRule::new(
            Step::Partial,
            "Orders of the contract are cancelled; above the lowest level the position is reduced by levels.",
            KUCOIN_HELP,
        ),
        TriggerRule::new(
            Step::TakeOver,
            "At the bankruptcy price: isolated positions on level 1, cross positions below 600,000 USD.",
            KUCOIN_FUND,
        ),
        TriggerRule::new(
            Step::InsuranceFund,
            "Takes what the market did not, and keeps or pays the difference.",
            KUCOIN_FUND,
        ),
        TriggerRule::new(Step::AutoDeleveraging, "When the fund cannot cover more.", KUCOIN_FUND),
    ],
};

pub(super) const PHEMEX: Venue = Venue {
    slug: "phemex",
    title: "Phemex",
    assumes: "The closing fee is part of the requirement; position margin as the venue shows it holds the fee of closing at bankruptcy.",
    confidence: Confidence::Confirmed { by_row: 1, by_formula: 0 },
    missing: "Rate and fee are those of the help page's example.",
    cross: "",
    triggers: &[
        TriggerRule::new(Step::Trigger, "The mark price.", PHEMEX_GUIDE),
        TriggerRule::new(Step::TakeOver, "At the bankruptcy price: the whole initial margin is lost.", PHEMEX_GUIDE),
        TriggerRule::new(
            Step::InsuranceFund,
            "Fed by fills better than bankruptcy; it pays for what the market did not take.",
            PHEMEX_FUND,
        ),
        TriggerRule::new(
            Step::AutoDeleveraging,
            "At the bankruptcy price, most profit and leverage first.",
            PHEMEX_FUND,
        ),
    ],
};
