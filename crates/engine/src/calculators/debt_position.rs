//! How far may it fall before my loan is liquidated, and what can I do about it?
//!
//! ```text
//! health factor        H = W / D       W = sum of q p t of the collateral,  D = sum of q p of the debt
//! liquidated where     H = 1:  prices times f = (D' - W') / (W" - D")       " what moves, ' what stays
//! both sides volatile  the ratio of the two prices there
//! for a wanted H       repay D - W / H,  or add (H D - W) / t
//! interest alone       sum W (1 + s)^y = sum D (1 + b)^y
//! loop                 leverage L = 1 + l + ... + l^n,  a year L s - (L - 1) b
//!
//! q quantity and p price of a coin · t liquidation threshold (Compound: liquidate collateral factor, Morpho: LLTV, Maker: one
//! over the liquidation ratio) · s supply and b borrow rate a year, compounded · l borrowed in a round, n rounds
//! ```
//!
//! Sources: `math/loan.rs`, with the contracts' own code for every rule; figures of aave/aave-utilities, the docs of Aave
//! and Maker, compound-finance/comet and morpho-org/sdks in `tests/vectors/debt-position.json`.
//!
//! ```
//! use ballast_engine::{calculators, spec::Texts};
//! // MakerDAO's own example: 1,000 DAI against 10 ETH at a liquidation ratio of 150 % are liquidated at 150.
//! let typed = [("protocol", "maker"), ("collaterals", "symbol,quantity,price,threshold_pct;ETH,10,200,150")];
//! let texts: Texts = typed.into_iter().chain([("debts", "symbol,quantity,price;DAI,1000,1")]).collect();
//! let outcome = calculators::find("debt-position").ok_or("gone")?.prepare(&texts).outcome();
//! let price = outcome.number("liquidation_price").ok_or("no price")?;
//! assert!((price - 150.0).abs() < 1e-9);
//! # Ok::<(), &str>(())
//! ```

mod protocol;
mod rows;
mod solving;
mod standing;
#[cfg(test)]
mod tests;
mod wording;

use crate::spec::{
    Basis, Column, Field, Kind, Listed, Output, Range, Reason, Slot, Spec, Unit, Value, When, Word, Wording, key, word,
};

use super::trade::choice;
use protocol::Protocol;
use rows::{CollateralRow, DebtRow};
use standing::{Standing, State, Turn};

/// What is typed, as numbers; shares are fractions.
#[derive(Clone, Debug)]
pub struct DebtPosition {
    /// Whose rules apply.
    pub protocol: Protocol,
    /// What I have.
    pub collaterals: Vec<CollateralRow>,
    /// What I owe.
    pub debts: Vec<DebtRow>,
    /// The health factor to repay or add for.
    pub wanted_health_factor: f64,
    /// For a protocol that is not known: the most of all debt that one liquidation repays.
    pub close_factor: f64,
    /// Volatility of what moves, a year.
    pub annual_volatility: Option<f64>,
    /// Its drift, a year.
    pub annual_drift: f64,
    /// How many days ahead the chance looks.
    pub horizon_days: f64,
    /// How the loop is described.
    pub loop_by: LoopBy,
    /// Rounds of the loop.
    pub loop_count: u32,
    /// What a round borrows of the collateral last put in; empty: the most allowed.
    pub loop_borrow: Option<f64>,
    /// Collateral over equity that the loop ends at.
    pub wanted_leverage: f64,
}

impl Default for DebtPosition {
    fn default() -> DebtPosition {
        DebtPosition {
            protocol: Protocol::Aave,
            collaterals: Vec::new(),
            debts: Vec::new(),
            wanted_health_factor: 2.0,
            close_factor: 0.5,
            annual_volatility: None,
            annual_drift: 0.0,
            horizon_days: 30.0,
            loop_by: LoopBy::None,
            loop_count: 1,
            loop_borrow: None,
            wanted_leverage: 1.0,
        }
    }
}

/// How a loop is described.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LoopBy {
    /// There is none.
    None,
    /// So many rounds.
    Rounds,
    /// Collateral over equity.
    Leverage,
}

impl Listed for LoopBy {
    const VARIANTS: &'static [LoopBy] = &[LoopBy::None, LoopBy::Rounds, LoopBy::Leverage];
    const WORDS: &'static [Word] =
        &[word("none", "No loop"), word("rounds", "Number of rounds"), word("leverage", "Leverage")];
}

type Row = Field<DebtPosition>;
type Figure = Output<Standing>;

const OTHER_PROTOCOL: &[When] = &[When { key: "protocol", is: &["generic"] }];
const BY_ROUNDS: &[When] = &[When { key: "loop_by", is: &["rounds"] }];
const BY_LEVERAGE: &[When] = &[When { key: "loop_by", is: &["leverage"] }];

#[rustfmt::skip] // in the order of the form
const FIELDS: &[Row] = &[
    Row::new(key("protocol"), "Protocol", "aave", |i| choice(&mut i.protocol))
        .help("Decides what a liquidation may take. The thresholds below are examples: take your own from the protocol's page."),
    Row::new(key("collaterals"), "What I have", "symbol,quantity,price,threshold_pct,loan_to_value_pct,supply_rate_pct,penalty_pct;ETH,10,3000,83,80.5,1.9,5", |i| Slot::Rows(&mut i.collaterals))
        .help("One deposit a row. Threshold: what counts before liquidation (Compound's liquidation factor, Morpho's LLTV; for Maker the liquidation ratio, such as 150). Loan to value: what may be borrowed; empty, the threshold. Penalty: the liquidation bonus; empty, the protocol's usual."),
    Row::new(key("debts"), "What I owe", "symbol,quantity,price,borrow_rate_pct;USDC,18000,1,5.2", |i| Slot::Rows(&mut i.debts))
        .help("One coin a row, interest so far included. Empty: nothing is owed. Prices move unless the symbol names a pegged coin (USDC, DAI, ...); Price moves says otherwise."),
    Row::new(key("wanted_health_factor"), "Health factor wanted", "2", |i| Slot::Number(&mut i.wanted_health_factor))
        .help("What repaying or adding should lead to. At 2, what moves may halve.").range(Range::Above(1.0)),
    Row::new(key("close_factor_pct"), "Close factor", "50", |i| Slot::Number(&mut i.close_factor))
        .help("The most of all debt that one liquidation may repay.").range(Range::Between(1.0, 100.0)).when(OTHER_PROTOCOL).folded(),
    Row::new(key("annual_vol_pct"), "Volatility", "65", |i| Slot::Optional(&mut i.annual_volatility))
        .help("Of the collateral, or of the ratio where both sides move. Per year, or per day as in 3/day. Empty: no chance is given.").range(Range::Between(0.0, 10000.0)),
    Row::new(key("horizon_days"), "Days ahead", "30", |i| Slot::Number(&mut i.horizon_days))
        .help("How far ahead the chance of touching the liquidation price looks.").range(Range::Between(0.0, 36500.0)).folded(),
    Row::new(key("annual_drift_pct"), "Drift", "0", |i| Slot::Number(&mut i.annual_drift))
        .help("Expected return of the price a year. Nobody knows it: 0 is the honest guess.").range(Range::Between(-1000.0, 1000.0)).folded(),
    Row::new(key("loop_by"), "Loan loop", "none", |i| choice(&mut i.loop_by))
        .help("Borrow, buy more collateral, and again, from the equity above: by rounds, or to a leverage.").folded(),
    Row::new(key("loop_count"), "Rounds", "3", |i| Slot::Count(&mut i.loop_count))
        .help("How many times to borrow and buy.").range(Range::Between(1.0, 100.0)).when(BY_ROUNDS).folded(),
    Row::new(key("loop_borrow_pct"), "Borrowed in a round", "70", |i| Slot::Optional(&mut i.loop_borrow))
        .help("Of the collateral last put in. Empty: the loan to value above.").range(Range::Between(0.0, 100.0)).when(BY_ROUNDS).folded(),
    Row::new(key("wanted_leverage"), "Leverage wanted", "3", |i| Slot::Number(&mut i.wanted_leverage))
        .help("Collateral over equity at the end of the loop.").range(Range::Between(1.0, 100.0)).when(BY_LEVERAGE).folded(),
];

const AAVE: &str = "aave-dao/aave-v3-origin@027aaed77f89f3d7453764bd94159b5693450169 src/contracts/protocol/libraries/logic/LiquidationLogic.sol";
const AAVE_HEALTH: &str = "aave-dao/aave-v3-origin@00cec2283ba71bbb2330c637b8dc5b019e00adcc src/contracts/protocol/libraries/logic/GenericLogic.sol";
const HAUG: &str = "ISBN 978-0-07-138997-6";
const OURS: &str = "ours, derivation in docs/numbers.md";

const fn basis(formula: &'static str, source: &'static str) -> Basis {
    Basis { formula, source }
}

const fn ours(formula: &'static str) -> Basis {
    basis(formula, OURS)
}

const fn column(name: &'static str, label: &'static str, unit: Unit) -> Column {
    Column { name, label, kind: Kind::Number, unit, neutral: None }
}

const PRICE_COLUMNS: &[Column] = &[
    Column { name: "of", label: "Of", kind: Kind::Choice, unit: Unit::None, neutral: None },
    column("row", "Row", Unit::Count),
    column("price", "Price now", Unit::Price),
    column("alone_price", "Others held", Unit::Price),
    column("alone_distance_pct", "Move", Unit::Percent),
    column("together_price", "All together", Unit::Price),
];

const STRESS_COLUMNS: &[Column] = &[
    column("move_pct", "Move", Unit::Percent),
    column("health_factor", "Health factor", Unit::None),
    column("left_amount", "Left", Unit::Quote),
];

#[rustfmt::skip] // in the order of the page
const OUTPUTS: &[Figure] = &[
    Figure::new(key("liquidation_distance_pct"), "Liquidated at a move of", ours("f − 1, with f = (D′ − W′) / (W″ − D″): all volatile collateral moves together, or all volatile debt where there is none"), |o| o.distance().into()).answer(),
    Figure::new(key("liquidation_price"), "Liquidation price", ours("f × price of the largest coin that moves; one collateral against a stable debt: debt / (quantity × threshold)"), |o| o.price().into()).cell("liquidation_ratio"),
    Figure::new(key("health_factor"), "Health factor", basis("Σ collateral × threshold / Σ debt; liquidatable below 1", AAVE_HEALTH), |o| o.health_factor().into()).cell("loan_to_value_pct"),
    Figure::new(key("repay_amount"), "Repay", ours("debt − Σ collateral × threshold / health factor wanted"), |o| o.repayment().into()).cell("repay_quantity"),
    Figure::new(key("interest_months"), "Months on interest alone", ours("first time at which Σ W (1 + supply)^y = Σ D (1 + borrow)^y, × 12"), |o| o.interest_months().into()).cell("net_rate_pct"),
    Figure::new(key("liquidation_ratio"), "Liquidation ratio", ours("f × price of the largest volatile collateral / price of the largest volatile debt"), |o| o.ratio().into()).beside(),
    Figure::new(key("loan_to_value_pct"), "Loan to value", ours("debt / collateral"), Standing::loan_to_value).beside(),
    Figure::new(key("repay_quantity"), "Repay, in coins", ours("repay / price of the largest debt"), |o| o.repaid_quantity().into()).beside(),
    Figure::new(key("net_rate_pct"), "Earned less paid", ours("(Σ collateral × supply rate − Σ debt × borrow rate) / (collateral − debt), a year"), Standing::net_rate).beside().by_sign(),
    Figure::new(key("liquidation_state"), "Liquidation", ours("whether the health factor is below 1, and if not, whether a move of the price can make it so"), |o| Value::Word(o.state().word())).words(<State as Listed>::WORDS),
    Figure::new(key("touch_chance_pct"), "Touched within the days", basis("chance of a first passage, constant drift and volatility", HAUG), |o| o.touch_within.into()),
    Figure::new(key("touch_ever_chance_pct"), "Ever touched", basis("1 where the drift of the logarithm points at the price, else (price / now)^(2 ν / σ²)", HAUG), |o| o.touch_ever.into()),
    Figure::new(key("add_amount"), "Or add", ours("(health factor wanted × debt − Σ collateral × threshold) / threshold of the largest collateral"), |o| o.addition().into()),
    Figure::new(key("add_quantity"), "Or add, in coins", ours("add / price of the largest collateral"), |o| o.added_quantity().into()),
    Figure::new(key("borrowing_room_amount"), "May still be borrowed", ours("Σ collateral × loan to value, at most the threshold, − debt"), |o| o.borrowing_room().into()),
    Figure::new(key("collateral_amount"), "Collateral", ours("Σ quantity × price"), |o| Value::Number(o.loan.collateral_value())),
    Figure::new(key("debt_amount"), "Debt", ours("Σ quantity × price"), |o| Value::Number(o.loan.debt_value())),
    Figure::new(key("liquidation_close_pct"), "One liquidation repays up to", basis("Aave: half, all at a health factor of 0.95 or less or below 2,000 of collateral or debt; Compound, Maker, Morpho: all", AAVE), |o| o.liquidation(|l| l.close_factor)),
    Figure::new(key("liquidation_repaid_amount"), "Debt repaid then", basis("close factor × debt, at most the largest debt, and what the largest collateral pays for", AAVE), |o| o.liquidation(|l| l.repaid)),
    Figure::new(key("liquidation_seized_amount"), "Collateral taken then", basis("debt repaid × (1 + penalty); Compound: all", AAVE), |o| o.liquidation(|l| l.seized)),
    Figure::new(key("liquidation_cost_amount"), "What that costs", ours("collateral taken − debt repaid; Compound: less what is credited, Σ collateral × (1 − penalty) − debt"), |o| o.liquidation(|l| l.cost)),
    Figure::new(key("liquidation_left_amount"), "What is left then", ours("collateral − debt − cost, at the liquidation price"), |o| o.liquidation(|l| l.left)),
    Figure::new(key("liquidation_prices"), "Coin by coin", ours("f of that coin alone, the others held; and of all together"), Standing::prices).columns(PRICE_COLUMNS),
    Figure::new(key("stress_table"), "If it moves", ours("health factor at that move, and collateral − debt there; below 1, after one liquidation at those prices"), |o| Turn::table(&o.stress)).columns(STRESS_COLUMNS),
    Figure::new(key("loop_leverage"), "Leverage of the loop", ours("1 + l + … + lⁿ"), |o| o.of_loop(|l| Ok(l.leverage))),
    Figure::new(key("loop_net_rate_pct"), "Loop earns", ours("leverage × supply rate − (leverage − 1) × borrow rate, a year on equity"), |o| o.of_loop(|l| l.net_rate)).by_sign(),
    Figure::new(key("loop_health_factor"), "Health factor of the loop", ours("leverage × threshold / (leverage − 1)"), |o| o.of_loop(|l| l.health_factor)),
    Figure::new(key("loop_distance_pct"), "Loop liquidated at a move of", ours("1 / health factor of the loop − 1"), |o| o.of_loop(|l| l.distance)),
    Figure::new(key("loop_stress_table"), "The loop, if it moves", ours("as above, for the loop"), Standing::loop_stress).columns(STRESS_COLUMNS),
];

/// The calculator.
pub static DEBT_POSITION: &Spec<DebtPosition, Standing> = &Spec {
    slug: "debt-position",
    title: "Debt position",
    question: "How far may it fall before my loan is liquidated, and what can I do about it?",
    assumptions: "On the protocol's oracle price, which may lag the market. All prices in one currency, dollars for Aave's 2,000 rule. Rates stay as they are and compound. One liquidation is the largest that the rules allow; chances take volatility as constant.",
    fields: FIELDS,
    outputs: OUTPUTS,
    solve: solving::solve,
    wording: Wording::new(wording::statement, wording::chart),
    next: &[],
};

/// Why there is no figure where nothing is owed.
const NO_DEBT: Reason = Reason("Nothing is owed");
