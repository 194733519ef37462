//! Problems are values that name a place; their words are the rest of a sentence that starts with the field's label.

use crate::math::contract::Side;
use crate::number_text::shown;

/// How bad it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// For information; the result stands.
    Notice,
    /// The result stands, and should be thought about.
    Warning,
    /// No result.
    Error,
}

impl Severity {
    /// As `evaluate` writes it.
    pub fn name(self) -> &'static str {
        match self {
            Severity::Notice => "notice",
            Severity::Warning => "warning",
            Severity::Error => "error",
        }
    }
}

/// Where: a key, and within a table its row and column.
#[derive(Clone, Debug, PartialEq)]
pub struct Place {
    /// The key.
    pub key: &'static str,
    /// The label that the sentence starts with.
    pub label: &'static str,
    /// The row of a table, from 0.
    pub row: Option<usize>,
    /// The label of its column.
    pub column: Option<&'static str>,
}

/// One click that mends it: a label and the texts to set.
#[derive(Clone, Debug, PartialEq)]
pub struct Fix {
    /// What the button says.
    pub label: String,
    /// Keys and their new texts.
    pub edits: Vec<(&'static str, String)>,
}

/// What is wrong, where, how bad, and what would mend it.
#[derive(Clone, Debug, PartialEq)]
pub struct Problem {
    /// Where; `None`: the whole.
    pub at: Option<Place>,
    /// How bad.
    pub severity: Severity,
    /// What.
    pub fault: Fault,
    /// What would mend it.
    pub fixes: Vec<Fix>,
}

impl Problem {
    /// An error at a key. [`super::Spec`] fills in the label.
    ///
    /// ```
    /// use ballast_engine::spec::{Fault, Problem, Severity};
    /// let problem = Problem::error("stop", Fault::StopAtEntry);
    /// assert_eq!((problem.key(), problem.severity), (Some("stop"), Severity::Error));
    /// ```
    pub fn error(key: &'static str, fault: Fault) -> Problem {
        Problem {
            at: Some(Place { key, label: "", row: None, column: None }),
            severity: Severity::Error,
            fault,
            fixes: Vec::new(),
        }
    }

    /// A warning at a key: the result stands.
    pub fn warning(key: &'static str, fault: Fault) -> Problem {
        Problem { severity: Severity::Warning, ..Problem::error(key, fault) }
    }

    /// A notice about the whole.
    pub fn notice(fault: Fault) -> Problem {
        Problem { at: None, severity: Severity::Notice, fault, fixes: Vec::new() }
    }

    /// An error that no single field is to blame for.
    pub fn overall(fault: Fault) -> Problem {
        Problem { severity: Severity::Error, ..Problem::notice(fault) }
    }

    /// The same, in a row and column of a table.
    pub fn in_cell(mut self, row: usize, column: Option<&'static str>) -> Problem {
        if let Some(place) = &mut self.at {
            place.row = Some(row);
            place.column = column;
        }
        self
    }

    /// The same, with a mend on offer.
    pub fn with_fix(mut self, label: impl Into<String>, edits: Vec<(&'static str, String)>) -> Problem {
        self.fixes.push(Fix { label: label.into(), edits });
        self
    }

    /// The key it is at.
    pub fn key(&self) -> Option<&'static str> {
        self.at.as_ref().map(|place| place.key)
    }

    /// The whole sentence.
    ///
    /// ```
    /// let calculator = ballast_engine::calculators::find("position-size").ok_or("no such calculator")?;
    /// let texts = [("side", "long"), ("entry", "x"), ("stop", "95"), ("equity", "10000"), ("risk_pct", "1"), ("leverage", "1")];
    /// let outcome = calculator.prepare(&texts.into_iter().collect()).outcome();
    /// let message = outcome.problems.first().map(|problem| problem.message());
    /// assert!(message.is_some_and(|message| message.starts_with("Entry price must be a number")));
    /// # Ok::<(), &str>(())
    /// ```
    pub fn message(&self) -> String {
        let words = self.fault.words();
        match &self.at {
            None => words,
            Some(place) => match (place.row, place.column) {
                (None, _) => format!("{} {words}", place.label),
                (Some(row), None) => format!("{}, row {}, {words}", place.label, row + 1),
                (Some(row), Some(column)) => format!("{}, row {}: {column} {words}", place.label, row + 1),
            },
        }
    }
}

#[allow(missing_docs, reason = "the fields of a fault are named by what they hold")]
/// Everything that can be wrong. Numbers inside are already texts, in the unit of the field.
#[derive(Clone, Debug, PartialEq)]
pub enum Fault {
    /// Nothing was typed.
    Needed,
    /// `nan`, `inf`, too large.
    NotOrdinary,
    /// No number.
    NotANumber,
    /// Two readings.
    Ambiguous(String, String),
    /// A unit that the field does not take.
    WrongUnit { typed: String, wanted: String },
    /// A fraction where a whole number belongs.
    NotWhole,
    /// Out of range.
    MustBeAbove(String),
    /// Out of range.
    MustBeAtLeast(String),
    /// Out of range.
    MustBeBetween(String, String),
    /// A word outside the closed set.
    NotAChoice(String),
    /// Not a date.
    NotADate,
    /// Not a price rule.
    NotAPriceRule,
    /// Not a pair `first@second`.
    NotAPair,
    /// A table's header names a column that is not there.
    UnknownColumn(String),
    /// A table's header leaves out a column that has no neutral value.
    MissingColumn(&'static str),
    /// More or fewer cells than columns.
    WrongCellCount { cells: usize, columns: usize },
    /// A table longer than can be worked with.
    TooManyRows(usize),
    /// A matrix of the wrong size or shape.
    NotSquare { wanted: usize },
    /// A matrix whose halves differ.
    NotSymmetric,
    /// No record of that name.
    UnknownRecord(String),
    /// Money in a currency that is not the settlement currency.
    OtherCurrency { typed: String, settle: String },
    /// The stop equals the entry.
    StopAtEntry,
    /// The stop is on the gaining side.
    StopWrongSide { entry: String, side: Side },
    /// A target on the losing side.
    TargetWrongSide { entry: String, side: Side },
    /// A level given in R, where there is no stop.
    NeedsStop,
    /// A level given in ATR, where there is no ATR.
    NeedsAtr,
    /// A level whose sign is against its direction.
    SignAgainstSide { side: Side },
    /// A level that lies at or below 0.
    LevelBelowZero,
    /// Shares beyond the whole.
    SharesAboveWhole(String),
    /// Probabilities that do not sum to the whole.
    ProbabilitiesOff(String),
    /// A return below -100 %.
    ReturnBelowAll,
    /// Results in R and returns in one list.
    MixedResults,
    /// Too few observations.
    TooFew { given: usize, wanted: usize },
    /// No bet loses.
    NoLosingOutcome,
    /// The costs eat every win.
    CostsEatWins,
    /// The maintenance table has a fault in that row.
    TierOrder(String),
    /// Deductions that leave a jump at the floor of that row, and the one that would join it.
    DeductionJumps(String),
    /// A rate below that of the row before.
    RateFalls(String),
    /// Smallest order above largest.
    MinimumAboveMaximum(String),
    /// A row of a book that time has passed.
    Expired(String),
    /// A moment that must come after another.
    MustBeAfter(String),
    /// Options to trade that are not there.
    NeedsOptions(usize),
    /// Options that cannot do what they are for.
    OptionsUnfit(&'static str),
    /// A hedge that the contract does not allow.
    HedgeUnfit(&'static str),
    /// An expiry without a time of day.
    ExpiryAtMidnight(String),
    /// No finite answer.
    NoFiniteAnswer,
    /// Wallet, margin and the like: less than what is bound.
    BelowZero,
    /// The stop lies beyond liquidation.
    StopBeyondLiquidation(String),
    /// Costs take a large part of the risk.
    CostsLarge(String),
    /// The stop is closer than the market moves in an hour.
    StopWithinHour(String),
    /// Risk above the first threshold.
    RiskHigh(String),
    /// Risk above the second threshold.
    RiskVeryHigh(String),
    /// A percent that looks like a fraction.
    LooksLikeFraction { means: String, perhaps: String },
    /// A fee that looks like it is in another unit.
    FeeLooksLarge(String),
    /// A price far from the other.
    FarFromEntry(String),
    /// The leverage is above what the tier allows.
    LeverageAboveTier(String),
    /// The margin is too small to open the position with.
    MarginBelowMaintenance { margin: String, required: String },
    /// The position is larger than the last tier.
    BeyondLastTier(String),
    /// The leverage leaves too little margin to open with.
    LeverageCannotOpen,
    /// The quantity is below the smallest order.
    BelowSmallestOrder(String),
    /// The quantity is no multiple of the lot.
    NotInLots,
    /// A prior of wins and losses where there is no win rate.
    PriorNeedsWinRate,
    /// Certainty is not credible.
    CertainWin,
    /// Few observations.
    FewObservations(usize),
    /// What is held is on the other side.
    HeldOnOtherSide { side: Side },
    /// More of a coin than a price range takes beside the other.
    StaysOut(String),
    /// Fewer paths than asked for, so that an answer comes while one types.
    FewerPaths(String),
    /// A loss to reckon with that no past trade came to.
    LossBeyondRecord { worst: String, takes: String },
    /// A loss to reckon with that a past trade exceeded.
    LossWithinRecord(String),
    /// No shares closed at the targets.
    TargetsLeaveRest(String),
    /// A fill of nothing.
    EmptyFill,
    /// A fill closes more than is held then.
    ClosesTooMuch(String),
    /// The stop has been passed already.
    StopBeyondPrice(String),
    /// An order beyond the stop in force before it.
    RungBeyondStop(String),
    /// An order beyond the liquidation price of what is held before it.
    RungBeyondLiquidation(String),
    /// The stop that follows an order lies beyond the order's own price.
    ClosedAtOnce(String),
    /// An order after which the stop loses more than the budget.
    AddRaisesRisk { loss: String, budget: String },
    /// An order that moves the average entry past the stop.
    AveragePassesStop { average: String, stop: String },
    /// More money is needed than there is.
    FundsShort { needed: String, free: String },
    /// An order that lies on the other side of the one before.
    RungOutOfOrder(String),
    /// An order that the mark has passed.
    RungPassed(String),
    /// The first order has no part in what the others follow from.
    FirstWeightZero,
    /// An order above the largest.
    AboveLargestOrder(String),
    /// The stop is on the side of the mark where it would have been hit already.
    StopPassed { mark: String, side: Side },
    /// A price or factor that rows of one symbol share, and this row has another.
    OtherThanRow { value: String, row: usize },
    /// A liquidation threshold below what may be borrowed, in percent.
    BelowLoanToValue(String),
    /// A volatility that must be that of a pair.
    VolatilityOfRatio(String),
    /// The same, of a pair that moves together.
    VolatilityOfFamily(String),
    /// A cell that must equal that of another row in the same coin.
    OtherThanCoin { value: String, row: usize, coin: String },
    /// The venue has another kind of contract under that symbol.
    OtherContract(&'static str),
    /// No maintenance is typed, and no table of the venue is known.
    NeedsMaintenance,
    /// Two rows of one position, whose tier is that of both together.
    SplitPosition { row: usize },
    /// Cash below zero with no collateral behind it.
    BorrowedOnNothing,
    /// Rows without a stop, and what is counted for them.
    WithoutStop { rows: String },
    /// Targets that the price does not meet in the order typed.
    TargetsOutOfOrder,
    /// A share that is no lot.
    ShareBelowLot,
    /// A part below the smallest order.
    ExitBelowSmallest(String),
    /// The breakeven stop would lie beyond the target after which it is set.
    BreakevenBeyondTarget(String),
    /// More targets than there are.
    BeyondLastTarget(usize),
    /// A trailing stop with nothing to close.
    NothingTrails,
    /// A stop moved towards loss.
    StopMovedAway(String),
    /// Odds that are more or fewer than the targets.
    NotOnePerTarget { given: usize, targets: usize },
    /// A farther target that is likelier than a nearer one.
    OddsRise,
    /// The link was made with a newer version.
    NewerVersion(String),
    /// The link leaves the account to whoever opens it.
    SharedTrade,
    /// The link names another build.
    OtherBuild { link: String, here: String },
    /// A key that is not known.
    UnknownKey(String),
    /// Required keys taken from examples.
    FromExamples(String),
    /// The link names a record that is not there.
    RulesMissing(String),
    /// A text that a link cannot hold whole.
    Malformed,
    /// A second row where the protocol keeps one a position.
    OneRowOnly(&'static str),
    /// Correlations whose diagonal is not 1.
    DiagonalNotOne,
    /// Correlations that cannot all hold.
    CorrelationsImpossible(String),
    /// Correlations that make some mix riskless.
    CorrelationsSingular(String),
    /// Pasted returns that cannot be used.
    ReturnsUnfit(String),
    /// A side left open where none is chosen for it.
    SideOpen,
    /// Positions without a stop.
    CountsInFull(String),
    /// No split of capital, and why.
    AllocationUnfit(&'static str),
}

impl Fault {
    /// The stable name, as `evaluate` writes it.
    pub fn code(&self) -> &'static str {
        self.row().0
    }

    /// The rest of a sentence that starts with the field's label; a whole sentence where there is no field.
    pub fn words(&self) -> String {
        self.row().1
    }

    #[rustfmt::skip] // one fault, one line
    fn row(&self) -> (&'static str, String) {
        use Fault::*;
        match self {
            Needed => ("needed", "is needed".into()),
            NotOrdinary => ("not-ordinary", "must be an ordinary number".into()),
            NotANumber => ("not-a-number", "must be a number, such as 65,000 or 1.5k".into()),
            Ambiguous(one, other) => ("ambiguous", format!("could mean {one} or {other}")),
            WrongUnit { typed, wanted } => ("wrong-unit", format!("is in {typed}, but {wanted} is wanted here")),
            NotWhole => ("not-whole", "must be a whole number, such as 40".into()),
            MustBeAbove(least) => ("must-be-above", format!("must be greater than {least}")),
            MustBeAtLeast(least) => ("must-be-at-least", format!("must be {least} or more")),
            MustBeBetween(low, high) => ("must-be-between", format!("must be between {low} and {high}")),
            NotAChoice(words) => ("not-a-choice", format!("must be one of {words}")),
            NotADate => ("not-a-date", "must be a date and time in UTC, such as 2026-11-22T08:00Z".into()),
            NotAPriceRule => ("not-a-price-rule", "must be a step such as 0.1, or significant figures such as 5sf".into()),
            NotAPair => ("not-a-pair", "must be pairs such as 50@70000, separated by commas".into()),
            UnknownColumn(name) => ("unknown-column", format!("has no column {name}")),
            MissingColumn(name) => ("missing-column", format!("must have a column {name}")),
            WrongCellCount { cells, columns } => ("wrong-cell-count", format!("has {cells} cells where there are {columns} columns")),
            TooManyRows(most) => ("too-many-rows", format!("and those after it are too many; at most {}", shown(*most as f64, 0))),
            NotSquare { wanted } => ("not-square", format!("must have {wanted} rows of {wanted} numbers")),
            NotSymmetric => ("not-symmetric", "must be the same above and below its diagonal".into()),
            UnknownRecord(name) => ("unknown-record", format!("The tiers {name} are not in this build; choose others, or paste the rows")),
            OtherCurrency { typed, settle } => ("other-currency", format!("was {typed}, but this contract settles in {settle}")),
            StopAtEntry => ("stop-at-entry", "must differ from the entry price".into()),
            StopWrongSide { entry, side } => ("stop-wrong-side", format!("must be {} the entry price ({entry}) for a {}", losing(*side), side_word(*side))),
            TargetWrongSide { entry, side } => ("target-wrong-side", format!("must be {} the entry price ({entry}) for a {}", gaining(*side), side_word(*side))),
            NeedsStop => ("needs-stop", "is in R, which needs a stop price".into()),
            NeedsAtr => ("needs-atr", "is in ATR, which needs the average true range".into()),
            SignAgainstSide { side } => ("sign-against-side", format!("has a sign that a {} cannot mean here; leave it out", side_word(*side))),
            LevelBelowZero => ("level-below-zero", "must leave a price greater than 0".into()),
            SharesAboveWhole(sum) => ("shares-above-whole", format!("must add up to at most 100 %, not {sum} %")),
            ProbabilitiesOff(sum) => ("probabilities-off", format!("must have probabilities that add up to 100 %, not {sum} %")),
            ReturnBelowAll => ("return-below-all", "cannot lose more than the whole: a return must be -100 % or more".into()),
            PriorNeedsWinRate => ("prior-needs-win-rate", "can begin from a prior only where the edge is a win rate and payoff".into()),
            MixedResults => ("mixed-results", "must be all in multiples of the stake or all returns with %, not both".into()),
            TooFew { given, wanted } => ("too-few", format!("must have at least {wanted} numbers, not {given}")),
            NoLosingOutcome => ("no-losing-outcome", "must have a losing result: without one no fraction is too large, and no answer finite".into()),
            CostsEatWins => ("costs-eat-wins", "leaves nothing of the wins: it must be smaller than the average win".into()),
            TierOrder(what) => ("tier-order", what.clone()),
            DeductionJumps(joining) => ("deduction-jumps", format!("leaves a jump in the requirement where the row begins; {joining} would join it to the row before")),
            RateFalls(before) => ("rate-falls", format!("is below that of the row before ({before} %); is a digit missing or doubled?")),
            MinimumAboveMaximum(most) => ("minimum-above-maximum", format!("must not be above the largest order ({most})")),
            Expired(date) => ("expired", format!("has passed ({date}): the row is not counted")),
            MustBeAfter(date) => ("must-be-after", format!("must be after {date}")),
            NeedsOptions(count) => ("needs-options", format!("must have {count} {}", if *count == 1 { "option" } else { "options" })),
            OptionsUnfit(why) => ("options-unfit", (*why).into()),
            HedgeUnfit(why) => ("hedge-unfit", (*why).into()),
            ExpiryAtMidnight(usual) => ("expiry-at-midnight", format!("is at midnight; most venues' options expire at 08:00 UTC, {usual}")),
            NoFiniteAnswer => ("no-finite-answer", "These inputs have no finite answer; try a larger distance between entry and stop".into()),
            BelowZero => ("below-zero", "leaves nothing to trade with: it must be greater than 0".into()),
            StopBeyondLiquidation(price) => ("stop-beyond-liquidation", format!("lies beyond the liquidation price ({price}): the position would be liquidated first")),
            CostsLarge(share) => ("costs-large", format!("is so close that fees and slippage are {share} % of what is risked")),
            StopWithinHour(moved) => ("stop-within-hour", format!("is closer than the market's usual move in an hour ({moved})")),
            RiskHigh(limit) => ("risk-high", format!("is above {limit} % of equity in one trade")),
            RiskVeryHigh(limit) => ("risk-very-high", format!("is above {limit} % of equity in one trade: a few losses in a row would hurt badly")),
            LooksLikeFraction { means, perhaps } => ("looks-like-fraction", format!("is {means} %; if you meant {perhaps} %, type {perhaps}")),
            FeeLooksLarge(fee) => ("fee-looks-large", format!("is {fee} % of the notional per side; most venues charge less than 0.1 %")),
            FarFromEntry(times) => ("far-from-entry", format!("is {times} times the entry price; is a digit missing or doubled?")),
            LeverageAboveTier(most) => ("leverage-above-tier", format!("is more than the venue allows here ({most}×)")),
            MarginBelowMaintenance { margin, required } => ("margin-below-maintenance", format!("leaves a margin of {margin}, which is not above the {required} that must remain")),
            BeyondLastTier(cap) => ("beyond-last-tier", format!("is worth more than the venue's last tier takes ({cap})")),
            LeverageCannotOpen => ("leverage-cannot-open", "is so high that the margin would not exceed the maintenance requirement".into()),
            BelowSmallestOrder(least) => ("below-smallest-order", format!("is below the smallest order ({least})")),
            NotInLots => ("not-in-lots", "is not a multiple of the lot".into()),
            CertainWin => ("certain-win", "is certain, and no bet is: the answer is only a limit".into()),
            FewObservations(count) => ("few-observations", format!("comes to {count}: below 30 it says little, below 100 not much")),
            FewerPaths(paths) => ("fewer-paths", format!("are held to {paths} for so many trades, so that the answer keeps up with typing")),
            LossBeyondRecord { worst, takes } => ("loss-beyond-record", format!("is larger than any so far ({worst} R): staked at the optimal f of the record it would take {takes} % of equity")),
            LossWithinRecord(worst) => ("loss-within-record", format!("is smaller than the largest so far ({worst} R), which counts instead")),
            BorrowedOnNothing => ("borrowed-on-nothing", "may be below 0 (borrowed) only with collateral beside it".into()),
            TargetsLeaveRest(rest) => ("targets-leave-rest", format!("close less than the whole: {rest} % stays open and is not counted as gain")),
            EmptyFill => ("empty-fill", "must not be 0: above 0 it opens, below 0 it closes".into()),
            ClosesTooMuch(held) => ("closes-too-much", format!("closes more than is held then ({held}); above 0 it opens, below 0 it closes")),
            StopBeyondPrice(price) => ("stop-beyond-price", format!("lies beyond {price} already: it would close the position at once")),
            RungBeyondStop(stop) => ("rung-beyond-stop", format!("lies at or beyond the stop then in force ({stop}): the position is stopped before it is filled")),
            RungBeyondLiquidation(price) => ("rung-beyond-liquidation", format!("lies at or beyond the liquidation price of what is held before it ({price}): the earlier orders are liquidated first")),
            ClosedAtOnce(stop) => ("closed-at-once", format!("moves the stop past its own price, to {stop}: all of it would be closed at once")),
            AddRaisesRisk { loss, budget } => ("add-raises-risk", format!("raises what the stop loses to {loss}, above the {budget} that may be lost")),
            AveragePassesStop { average, stop } => ("average-passes-stop", format!("moves the average entry to {average}, past the stop ({stop}): what was safe is at risk again")),
            FundsShort { needed, free } => ("funds-short", format!("needs {needed} by then, and there is {free}")),
            RungOutOfOrder(before) => ("rung-out-of-order", format!("turns back from the one before ({before}): orders fill in the order in which the price reaches them")),
            RungPassed(mark) => ("rung-passed", format!("has been passed by the mark price ({mark}): it would fill at once")),
            FirstWeightZero => ("first-weight-zero", "decides nothing: the first weight is 0".into()),
            AboveLargestOrder(most) => ("above-largest-order", format!("is above the largest order ({most}); split it")),
            StopPassed { mark, side } => ("stop-passed", format!("must be {} the mark price ({mark}) for a {}: it would have been hit already", losing(*side), side_word(*side))),
            BelowLoanToValue(share) => ("below-loan-to-value", format!("is below the loan to value ({share} %): what that allows would be liquidated at once")),
            VolatilityOfRatio(pair) => ("volatility-of-ratio", format!("must be that of {pair}, since both move")),
            VolatilityOfFamily(pair) => ("volatility-of-family", format!("must be that of {pair}: these move together, and their ratio hardly moves")),
            OtherThanCoin { value, row, coin } => ("other-than-coin", format!("must be {value}, as in row {row} of the positions: {coin} makes one move")),
            OtherThanRow { value, row } => ("other-than-row", format!("must be {value}, as in row {row} of the same symbol")),
            OtherContract(word) => ("other-contract", format!("must be {word}, as the venue has it under this symbol")),
            NeedsMaintenance => ("needs-maintenance", "is needed: no tier table of this symbol at this venue is known here".into()),
            SplitPosition { row } => ("split-position", format!("is that of the whole position: put this row and row {row} into one, or type the rate")),
            WithoutStop { rows } => ("without-stop", format!("have no stop in {rows}: what they lose at their own liquidation price is counted, at most the whole notional")),
            TargetsOutOfOrder => ("targets-out-of-order", "are not in the order in which the price meets them; they are taken in that order".into()),
            ShareBelowLot => ("share-below-lot", "is less than a lot: nothing is closed there, and a later part takes it".into()),
            ExitBelowSmallest(least) => ("exit-below-smallest", format!("comes to less than the smallest order ({least}); only a venue that exempts orders which reduce a position takes it")),
            BreakevenBeyondTarget(price) => ("breakeven-beyond-target", format!("would put the stop at {price}, which that target does not pass: the stop would be filled at once, so it waits for the first target beyond")),
            BeyondLastTarget(count) => ("beyond-last-target", format!("is more than there are targets ({count}): the stop never moves")),
            NothingTrails => ("nothing-trails", "has nothing to trail: the targets close the whole".into()),
            StopMovedAway(stop) => ("stop-moved-away", format!("lies further away than the stop ({stop}): it raises what is at risk")),
            NotOnePerTarget { given, targets } => ("not-one-per-target", format!("must have one number for each target: {targets}, not {given}")),
            OddsRise => ("odds-rise", "must not be above the one before: the price comes to the nearer target first".into()),
            HeldOnOtherSide { side } => ("held-on-other-side", format!("is a {} by its sign, not a {}", side_word(side.opposite()), side_word(*side))),
            StaysOut(left) => ("stays-out", format!("is more than the range takes beside the other coin: {left} stays out")),
            NewerVersion(version) => ("newer-version", format!("This link was made with a newer version of Ballast ({version}); what is known here is shown")),
            SharedTrade => ("shared-trade", "A trade shared with you: sizes are from your own account".into()),
            OtherBuild { link, here } => ("other-build", format!("This link was made with build {link}, this is {here}: if a figure differs, a fault was mended in between")),
            UnknownKey(name) => ("unknown-key", format!("{name} is not known here; it is kept as it is")),
            FromExamples(labels) => ("from-examples", format!("Taken from examples: {labels}")),
            RulesMissing(name) => ("rules-missing", format!("The rules {name} are not in this build, and no figure stands without them; choose others")),
            OneRowOnly(protocol) => ("one-row-only", format!("is one too many: a position on {protocol} has one")),
            DiagonalNotOne => ("diagonal-not-one", "must be 1 on the diagonal: every name moves with itself".into()),
            CorrelationsImpossible(why) => ("correlations-impossible", why.clone()),
            CorrelationsSingular(why) => ("correlations-singular", why.clone()),
            ReturnsUnfit(why) => ("returns-unfit", why.clone()),
            SideOpen => ("side-open", "must be long or short here: only Kelly finds the side by itself".into()),
            CountsInFull(names) => ("counts-in-full", format!("without a stop count in full as heat: {names}")),
            AllocationUnfit(why) => ("allocation-unfit", (*why).into()),
            Malformed => ("malformed", "Part of the link could not be read; what could is shown".into()),
        }
    }
}

fn side_word(side: Side) -> &'static str {
    match side {
        Side::Long => "long",
        Side::Short => "short",
    }
}

fn losing(side: Side) -> &'static str {
    match side {
        Side::Long => "below",
        Side::Short => "above",
    }
}

fn gaining(side: Side) -> &'static str {
    losing(side.opposite())
}
