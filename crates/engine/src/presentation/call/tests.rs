use super::*;

fn read(text: &str) -> Call {
    let call = read_call(text, CallTicket { base: "", venue: "" });
    let questions = call.questions.into_iter().filter(|question| !question.words.starts_with("The call is for"));
    Call { questions: questions.collect(), ..call }
}

/// Side, entry, stop and targets.
fn levels(text: &str) -> [String; 4] {
    let call = read(text);
    ["side", "entry", "stop", "targets"].map(|key| call.text(key).unwrap_or_default().to_owned())
}

fn asked(text: &str) -> Vec<String> {
    read(text).questions.into_iter().map(|question| question.words).collect()
}

#[test]
fn the_usual_ways_to_post_a_call_are_read_alike() {
    let expected = ["short", "143.2", "146.9", "50@139,50@134"].map(str::to_owned);
    for text in [
        "SOL short 143.2 sl 146.9 tp 139/134",
        "short SOL @ 143.2 SL: 146.9 TP: 139, 134",
        "#SOL SHORT\nEntry: 143.2\nStop Loss: 146.9\nTargets: 139 - 134",
        "🔴 SOLUSDT SHORT 🔴 entry 143.2$ stop 146.9$ tp1 139$ tp2 134$",
        "$SOL sell 143.20, stop-loss 146.90, take profit 139 & 134",
        "SOL/USDT\nSELL LIMIT 143.2\nTP1: 139\nTP2: 134\nSL: 146.9",
        "sl 146.9 tp 139 tp 134 sol short 143.2",
        "SOL-PERP | Short | 143.2 | SL 146.9 | TP 139 / 134",
        "Shorting sol at 143.2 stop at 146.9 targets at 139 and 134",
        "SOLUSDT.P short 143.2\nTargets:\n1) 139\n2) 134\nStop: 146.9",
        "SOL short 143.2 stoploss146.9 tp139.0 tp134.0",
        "sol short from 143.2; s l 146.9; t1 139; t2 134".replace("s l", "sl").as_str(),
        "SOL short entry=143.2 sl=146.9 tp=139,134",
    ] {
        assert_eq!(levels(text), expected, "{text}");
        assert_eq!(asked(text), Vec::<String>::new(), "{text}");
        assert_eq!(read(text).coin.as_deref(), Some("SOL"), "{text}");
    }
}

#[test]
fn thousands_are_read_however_they_are_written() {
    let expected = ["long", "65000", "63500", "50@67000,50@69000"].map(str::to_owned);
    for text in [
        "long BTC @ 65k SL: 63,500 TP1 67000 TP2 69000",
        "BTC long 65,000 sl 63.5k tp 67k/69k",
        "BTC long 65 000 sl 63500 tp 67 000, 69 000",
        "BUY BTCUSDT 65000.00 SL 63500.00 TP 67000.00 69000.00",
        "btc long 65K, stop: $63,500, target: $67,000 / $69,000",
        "BTC LONG\nentry: 65k\ntp: 67-69k\nsl: 63.5k",
    ] {
        assert_eq!(levels(text), expected, "{text}");
        assert_eq!(asked(text), Vec::<String>::new(), "{text}");
    }
}

#[test]
fn a_level_in_thousands_beside_an_entry_in_full_is_asked_about() {
    let text = "BTC long 65000 sl 63.5 tp 70";
    assert_eq!(levels(text), ["long", "65000", "63500", "100@70000"].map(str::to_owned));
    assert_eq!(asked(text), ["The stop 63.5 is read in thousands. Right?"]);
}

#[test]
fn distances_stay_distances() {
    assert_eq!(levels("ETH long 3500 sl 2% tp 3%/6%"), ["long", "3500", "2%", "50@3%,50@6%"].map(str::to_owned));
    assert_eq!(levels("ETH long 3500 sl -2% tp +4%"), ["long", "3500", "2%", "100@4%"].map(str::to_owned));
    assert_eq!(levels("ETH long 3500 sl 3430 tp 2R / 4R"), ["long", "3500", "3430", "50@2r,50@4r"].map(str::to_owned));
    assert_eq!(levels("ETH long 3500 sl 3430 (-2%) tp 3600"), ["long", "3500", "3430", "100@3600"].map(str::to_owned));
}

#[test]
fn shares_belong_to_their_targets_on_either_side() {
    let expected = "60@139,40@134";
    for text in [
        "SOL short 143.2 sl 146.9 tp1 139 (60%) tp2 134 (40%)",
        "SOL short 143.2 sl 146.9 tp 60% @ 139, 40% @ 134",
        "SOL short 143.2 sl 146.9 tp 139 60% 134 40%",
        "SOL short 143.2 sl 146.9 tp 60% at 139 40% at 134",
    ] {
        assert_eq!(read(text).text("targets"), Some(expected), "{text}");
    }
    assert_eq!(read("SOL short 143.2 sl 146.9 tp 139 (50%) 134 130").text("targets"), Some("50@139,25@134,25@130"));
    let three = read("SOL short 143.2 sl 146.9 tp 139/134/130");
    assert_eq!(three.text("targets"), Some("33.3333@139,33.3333@134,33.3334@130"));
}

#[test]
fn leverage_and_margin_are_read_from_wherever_they_stand() {
    for text in [
        "BTC long 10x 65000 sl 63500",
        "BTC long x10 65000 sl 63500",
        "BTC long 65000 sl 63500 leverage 10x",
        "BTC long 65000 sl 63500 Leverage: 10",
        "BTC long 65000 sl 63500 lev 10",
        "10x leverage BTC long 65000 sl 63500",
        "BTC long 65000 sl 63500 Cross 10×",
    ] {
        assert_eq!(read(text).text("leverage"), Some("10"), "{text}");
        assert_eq!(levels(text)[..3], ["long", "65000", "63500"].map(str::to_owned), "{text}");
    }
    assert_eq!(read("BTC long 65000 sl 63500 cross 10x").text("margin_mode"), Some("cross"));
    assert_eq!(read("BTC long 65000 sl 63500 isolated").text("margin_mode"), Some("isolated"));
    for text in ["BTC long 65000 sl 63500 lev 5-10x", "BTC long 5-10x 65000 sl 63500"] {
        let range = read(text);
        assert_eq!((range.text("leverage"), range.questions.len()), (Some("5"), 1), "{text}");
        assert_eq!(range.text("entry"), Some("65000"), "{text}");
    }
}

#[test]
fn of_several_entries_the_one_that_risks_most_is_filled_in_and_asked_about() {
    for text in [
        "BTC long entry 64-65k sl 63k",
        "BTC long 64000 - 65000 sl 63000",
        "BTC buy zone 64k to 65k stop 63k",
        "BTC long entry1 64000 entry2 65000 sl 63000",
    ] {
        let call = read(text);
        assert_eq!(call.text("entry"), Some("65000"), "{text}");
        let labels: Vec<&str> = call.questions[0].choices.iter().map(|choice| choice.label.as_str()).collect();
        assert_eq!(labels, ["64,000", "65,000", "The middle, 64,500"], "{text}");
        assert_eq!(call.answered(0, 2).text("entry"), Some("64500"));
    }
    assert_eq!(read("BTC short entry 64-65k sl 66k").text("entry"), Some("64000"));
}

#[test]
fn a_side_against_its_stop_is_asked_about() {
    let call = read("SOL long 143.2 sl 146.9 tp 139");
    assert_eq!(call.questions[0].words, "A long has its stop below the entry; 146.9 is above 143.2. Which side?");
    assert_eq!(call.answered(0, 1).text("side"), Some("short"));
    assert!(call.answered(0, 1).questions.is_empty());
}

#[test]
fn without_a_side_the_levels_speak_and_the_reader_confirms() {
    assert_eq!(levels("SOL 143.2 sl 146.9 tp 139")[0], "short");
    assert_eq!(asked("SOL 143.2 sl 146.9 tp 139"), ["No side is named; the levels are those of a short. Right?"]);
    assert_eq!(asked("SOL 143.2 sl 2%"), ["Long or short?"]);
    assert_eq!(asked("SOL long short 143.2 sl 140")[0], "Both long and short are named. Which side?");
}

#[test]
fn stop_and_target_on_one_side_do_not_pass() {
    let words = "Stop and target lie on the same side of the entry: one of the three is not what it seems";
    assert_eq!(asked("SOL short 143.2 sl 146.9 tp 150"), [words]);
}

#[test]
fn what_is_missing_is_asked_for() {
    let words = asked("BTC long tp 70000");
    assert_eq!(words, ["No entry price was found: type it", "No stop was found: type where the trade is given up"]);
    let market = read("BTC long now sl 63500 tp 67000");
    assert_eq!(market.text("entry_order"), Some("market"));
    assert_eq!(market.questions[0].words, "At market, without a price: type the price now as the entry");
}

#[test]
fn a_spot_call_buys_first_and_sells_at_its_targets() {
    let text = "Buy ADA 0.45\nSell: 0.50 / 0.55\nStop: 0.42";
    assert_eq!(levels(text), ["long", "0.45", "0.42", "50@0.5,50@0.55"].map(str::to_owned));
}

#[test]
fn term_squeeze_timeframes_running_numbers_and_others_risk_are_no_trade() {
    let call = read("VIP signal #1234: BTC short-term LONG 4h 65000 sl 63500 tp 67000 risk 2% RR 1:3");
    assert_eq!(
        [call.text("side"), call.text("entry"), call.text("stop")],
        [Some("long"), Some("65000"), Some("63500")]
    );
    assert!(call.text("risk_pct").is_none() && call.questions.is_empty());
    assert!(call.unread.iter().any(|word| word == "4h") && call.unread.iter().any(|word| word == "risk 2%"));
}

#[test]
fn each_reading_names_its_words() {
    let call = read("SOL short 143.2 sl 146.9 tp 139/134");
    let from: Vec<&str> = call.readings.iter().map(|reading| reading.from.as_str()).collect();
    assert_eq!(from, ["short", "short 143.2", "sl 146.9", "tp 139, tp 134"]);
}

#[test]
fn another_coin_than_the_tickets_asks_for_the_contract_first() {
    let call = read_call("ETH long 3500 sl 3430", CallTicket { base: "BTC", venue: "binance-usdm" });
    assert_eq!(call.questions[0].words, "The call is for ETH, the ticket for BTC. Which contract?");
    let labels: Vec<&str> = call.questions[0].choices.iter().map(|choice| choice.label.as_str()).collect();
    assert_eq!(labels, ["Use ETHUSDT perpetual, Binance", "Use ETH, any venue", "Keep BTC"]);
    let elsewhere = read_call("ETH long 3500 sl 3430", CallTicket { base: "BTC", venue: "" });
    assert_eq!(elsewhere.questions[0].choices.len(), 2);
    assert_eq!(call.answered(0, 1).edits()[..2], [("rules", "generic".to_owned()), ("base", "ETH".to_owned())]);
    assert!(read_call("BTC long 65k sl 63k", CallTicket { base: "BTC", venue: "" }).questions.is_empty());
    assert!(!call.may_fill() && call.answered(0, 2).may_fill());
}

#[test]
fn calls_as_channels_format_them() {
    let text = "📈 COIN: $AVAX/USDT\n🟢 Direction: LONG\n⚡ Leverage: Isolated (20.0X)\n💰 Entry Zone: 35.20 - 36.00\n🎯 Take-Profit Targets:\n1) 37.0 - 25%\n2) 38.5 - 25%\n3) 40.0 - 50%\n⛔ Stop-Loss: 33.9";
    assert_eq!(levels(text), ["long", "36", "33.9", "25@37,25@38.5,50@40"].map(str::to_owned));
    let call = read(text);
    assert_eq!((call.text("leverage"), call.text("margin_mode")), (Some("20"), Some("isolated")));
    assert_eq!((call.coin.as_deref(), call.questions.len()), (Some("AVAX"), 1));
    let text = "Pair: #DOGEUSDT.P\nType: Short (limit)\nEntry 1: 0.1850\nTP1 - 0.1800\nTP2 - 0.1750\nSL - 0.1900";
    assert_eq!(levels(text), ["short", "0.185", "0.19", "50@0.18,50@0.175"].map(str::to_owned));
    let text = "1000PEPE long 0.0123 stop 0.0119 target 0.0135";
    assert_eq!(levels(text), ["long", "0.0123", "0.0119", "100@0.0135"].map(str::to_owned));
    assert_eq!(read(text).coin.as_deref(), Some("1000PEPE"));
    let text = "Longed ETH here 3,512.5, stop below 3,440, taking profit at 3,600 and 3,700";
    assert_eq!(levels(text)[1..3], ["3512.5", "3440"].map(str::to_owned));
}

#[test]
fn nothing_at_all_asks_and_does_not_fall_over() {
    for text in [
        "",
        "🚀🚀🚀",
        "gm",
        "1",
        "-",
        "tp",
        "sl sl sl",
        "@@@ /// ---",
        "99999999999999999999999999 sl 0.0.0.0",
        "1e999 long",
    ] {
        let call = read(text);
        assert!(!call.questions.is_empty(), "{text}");
    }
}
