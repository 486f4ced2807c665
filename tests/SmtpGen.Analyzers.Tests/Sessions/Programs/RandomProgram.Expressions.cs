namespace SmtpGen.Analyzers.Tests.Sessions.Programs;

/// <content>Expressions.</content>
internal sealed partial class RandomProgram
{
    private bool _mayAwait = true;

    private string Act() => random.Next(_isPlain ? 40 : 14) switch
    {
        0 => $"c?.{Action()}".Replace("c?.", Pick("c", "d") + ".", StringComparison.Ordinal),
        1 => $"(Flag() ? c : d).{Action()}",
        2 => $"(Spare() ?? c).{Action()}",
        _ => $"{Client()}.{Action()}",
    };

    // What neither a filter, an iterator nor a lock may do.
    private string Sync(Func<string> write)
    {
        _mayAwait = false;
        string code = write();
        _mayAwait = true;
        return code;
    }

    private string Action() => Pick(
        "ReadGreetingAsync()", "EhloAsync(\"me\")", "MailAsync(\"a@b\")", "MailAsync(\"a@b\")", "RcptAsync(\"a@b\")", "RcptAsync(Flag() ? \"a@b\" : \"c@d\")",
        "DataAsync()", "SendMessageAsync(Message)", "RsetAsync()", "NoopAsync()", "QuitAsync()",
        _mayAwait ? "MailAsync((await NameAsync()) ?? \"a@b\")" : "MailAsync(\"a@b\")");

    private string Client() => random.Next(_isPlain ? 18 : 30) switch
    {
        < 12 => "c",
        < 16 => "d",
        16 or 17 => "f",
        18 => "g",
        19 => "F",
        20 => "G",
        21 => "box.Client",
        22 => "this.f",
        23 => "(c ?? d)",
        24 => "((SmtpProtocolClient)(object)c)",
        25 => "Same(d)",
        26 => "(Flag() ? f : c)",
        27 => "Kept.Client",
        28 => "(names.Length switch { 0 => c, 1 => d, _ => f })",
        _ => "(c = d)",
    };

    private string Assignment() => Pick(
        $"c = {New()};", "c = d;", "d = c;", "c = new SmtpProtocolClient(await DialAsync(), Options ?? new());", $"c = Flag() ? {New()} : d;", "c = Flag() ? c : d;", "c ??= d;",
        "(c, d) = (d, c);", "Change(ref c);", "Out(out c);", $"c = d = {New()};", "c = Spare() ?? d;", "c = Spare();", "f = c;", "f = d;", "c = f;", "c = g;", $"f = {New()};", "F = c;", "c = F;", "d = G;",
        "box.Client = c;", $"box = new({New()}, 2);", "c = box.Client;", "box = box with { Client = c };", "box = new(c, 1) { Client = d };", "Kept = box;", "Kept.Client = c;",
        $"c = names.Length switch {{ 0 => d, 1 => {New()}, _ => c }};", "{ ref var x = ref c; x = d; }".Replace("x", Name(), StringComparison.Ordinal), "{ SmtpProtocolClient[] x = [c, d]; c = x[1]; }".Replace("x", Name(), StringComparison.Ordinal),
        "c = (SmtpProtocolClient)(object)d;", "c = Same(d);", "if (d is { } x) c = x;".Replace("x", Name(), StringComparison.Ordinal), "(c, var x) = (f, 1);".Replace("x", Name(), StringComparison.Ordinal), "c = (await MakeAsync());",
        "r = r is { Code: 250 } ? s : r;", "var x = c; c = f; f = x;".Replace("x", Name(), StringComparison.Ordinal), "{ var x = d; r = await x.NoopAsync(); }".Replace("x", Name(), StringComparison.Ordinal));

    private string Truth(int depth) => "(" + Bare(depth) + ")";

    private string Bare(int depth) => (_mayAwait ? random.Next(depth > 0 ? 24 : 18) : random.Next(13)) switch
    {
        0 => Pick("r", "s") + ".IsPositive",
        1 => Pick("r", "s") + Pick(".IsTransient", "?.IsPositive == true", "?.IsPositive ?? Flag()", "?.IsPositive is true", "?.IsTransient == false", "?.IsPositive != false"),
        2 => $"{Pick("r", "s")}.Code {Pick("== 250", "!= 250", "is 250 or 354", ">= 500", "is not (>= 400 and < 500)", "/ 100 == 2")}",
        3 => Pick("r", "s") + Pick(" is { IsPositive: true }", $" is {{ IsPositive: var {Name()} }} && v{_names}", " is { Code: >= 400 }", " is not { IsPositive: true }"),
        4 or 5 or 6 => Pick("a", "b"),
        7 => "!" + Pick("a", "b"),
        8 => Pick("true", "false", "Flag()", "Flag()", "names.Length > 1"),
        9 => Pick("c", "d", "f", "box.Client") + Pick(".IsClosed", "?.IsClosed == false", " is { IsClosed: false }", ".IsClosed.Equals(false)", " is null", " is not { IsClosed: true }", "?.IsClosed ?? true"),
        10 => Pick("c", "d", "F") + Pick(".State == SmtpState.", "?.State == SmtpState.", ".State is SmtpState.Idle or SmtpState.", " is not { State: SmtpState.") switch
        {
            var begin when begin.Contains('{', StringComparison.Ordinal) => begin + Pick("Idle", "Sender") + " }",
            var begin => begin + Pick("Idle", "Sender", "Recipients", "Closed"),
        },
        11 => Pick("Ask(c.State)", "Ask(r)", "Equals(c.State, SmtpState.Idle)", "c.State.ToString() == \"Idle\"", "(r?.Code, a) is (250, true)", "r?.Code switch { 250 => a, _ => b }", "!Equals(c.IsClosed, true)", "$\"{c.State}\" == \"Idle\""),
        12 => Pick("c == d", "ReferenceEquals(c, f)", "(a = r.IsPositive)", "Out(out b)", $"a is var {Name()} && v{_names}", "names is [_, ..]", "(int)c.State > 1", "c.State.HasFlag(SmtpState.Idle)"),
        13 or 14 => $"(await {Act()}).IsPositive",
        15 => $"await {Act()} is {{ IsPositive: true }}",
        16 => $"(r = await {Act()}).IsPositive",
        17 => "r is not null && r.IsPositive",
        18 => $"{Truth(depth - 1)} ? {Truth(depth - 1)} : {Truth(depth - 1)}",
        19 => "!" + Truth(depth - 1),
        20 => $"{Truth(depth - 1)} {Pick("==", "!=")} {Truth(depth - 1)}",
        21 => $"{Truth(depth - 1)} {Pick("&", "|", "^")} {Truth(depth - 1)}",
        _ => $"{Truth(depth - 1)} {Pick("&&", "||")} {Truth(depth - 1)}",
    };
}
