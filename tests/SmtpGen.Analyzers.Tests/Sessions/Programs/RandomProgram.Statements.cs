namespace SmtpGen.Analyzers.Tests.Sessions.Programs;

/// <content>Statements.</content>
internal sealed partial class RandomProgram
{
    private bool _mayReturn = true;

    private void Statement(int depth)
    {
        switch (random.Next(_isPlain ? 1 : 0, depth > 1 ? 12 : 20))
        {
            case < 6:
                Line($"{Pick("", "_ = ", "r = ", "r = ", "s = ")}await {Act()};");
                break;
            case 6:
                Line($"{Pick("a", "b")} {Pick("=", "=", "=", "|=", "&=", "^=")} {Truth(2)};");
                break;
            case 7:
                Line(_isPlain ? "s = r;" : Simple());
                break;
            case 8 or 9:
                Line(_isPlain ? $"r = await {Act()};" : Assignment());
                break;
            case 10:
                Line(Task());
                break;
            case 11:
                if (_loops > 0)
                    Line($"if {Truth(1)} {Pick("break", "continue")};");
                else if (_mayReturn)
                    Line($"if {Truth(1)} {(_inHelper ? "return r" : "return")};");
                break;
            case 12:
                Loop(depth);
                break;
            case 13 or 14:
                Try(depth);
                break;
            case 15:
                Switch(depth);
                break;
            case 16:
                Nested(depth);
                break;
            default:
                Block($"if {Truth(2)}", depth);
                if (random.Next(2) == 0)
                    Block("else", depth);
                break;
        }
    }

    private void Loop(int depth)
    {
        switch (random.Next(6))
        {
            case 0:
                Block("do", depth, isLoop: true);
                Line($"while ({Truth(1)} && Again());");
                break;
            case 1:
                Block($"foreach (var {Name()} in {Pick("names", "Names()", "new[] { 1, 2 }")})", depth, isLoop: true);
                break;
            case 2:
                string i = Name();
                Block($"for (int {i} = 0; {i} < {random.Next(1, 4)}; {i}++)", depth, isLoop: true);
                break;
            case 3:
                Block($"await foreach (var {Name()} in Stream())", depth, isLoop: true);
                break;
            case 4:
                string label = Name();
                Line($"{label}: ;");
                Statements(depth + 1, 2);
                Line($"if ({Truth(1)} && Again()) goto {label};");
                break;
            default:
                Block($"while ({Truth(1)} && Again())", depth, isLoop: true);
                break;
        }
    }

    private void Try(int depth)
    {
        Block("try", depth);
        int handlers = random.Next(3);
        for (int i = 0; i < handlers; i++)
            Block(i == 0 ? Pick("catch (CommandRefusedException)", $"catch (CommandRefusedException) when {Sync(() => Truth(1))}", "catch (IOException)") : Pick("catch", $"catch (Exception) when {Sync(() => Truth(1))}", "catch (InvalidOperationException)"), depth, least: 0);
        if (handlers == 0 || random.Next(3) == 0)
            Block("finally", depth, least: 0);
    }

    private void Switch(int depth)
    {
        Line($"switch ({Pick("r?.Code", "s?.Code / 1", "r?.Code / 100 * 100", "c.State.ToString().Length")})");
        Line("{");
        Block("case 250 or 354:{", depth, end: "break;}");
        Block($"case >= 400 when {Truth(0)}:{{", depth, end: "break;}");
        Block("default:{", depth, end: "break;}");
        Line("}");
    }

    private void Nested(int depth)
    {
        string name = Name();
        bool mayReturn = _mayReturn;
        int loops = _loops;
        (_mayReturn, _loops) = (false, 0);
        switch (random.Next(5))
        {
            case 0:
                Block($"async Task {name}()", depth, least: 0);
                Line(Pick($"await {name}();", $"Func<Task> f{name} = {name}; await f{name}();", $"await Later({name});", $"_ = (Func<Task>){name};"));
                break;
            case 1:
                Line($"Func<Task> {name} = async () =>");
                Block("", depth, least: 0);
                Line(";" + Pick($"await {name}();", $"await Later({name});", $"await {name}?.Invoke();", $"Keep({name});"));
                break;
            case 2:
                Line($"Func<SmtpProtocolClient, Task> {name} = async {name}p => {{ await {name}p.{Action()}; }}; await {name}({Client()});");
                break;
            case 3:
                Block($"lock (names) {{ {Sync(Act)}.AsTask().Wait(); }} {Pick("using (new MemoryStream())", "checked", "await using (new MemoryStream())", "unchecked")}", depth);
                break;
            default:
                Line($"IEnumerable<int> {name}() {{ yield return 1; {Sync(Act)}.AsTask().Wait(); yield return 2; }} foreach (var {name}i in {name}()) {{ {Simple()} }}");
                break;
        }

        (_mayReturn, _loops) = (mayReturn, loops);
    }

    private string Simple() => Pick(
        "s = r;", "r = s;", "r.EnsurePositive();", "s?.EnsurePositive();", "r = r.EnsurePositive();", "(a, b) = (b, a);", "Change(ref a);", "Local();",
        "if (Flag()) { r.EnsurePositive(); a = true; }", "Later(() => a = !a);", "_ = $\"{c} {r} {a}\";", "_ = new { c, d };", "_ = (c, 1);", "_ = new Pair(d, 2);",
        "Out(out a);", "_ = c.Equals(d);", "_ = c.Capabilities.Keywords.Count;", "_ = \"x\" + c;", "names[0] ??= \"x\";", "_ = names[^1];", "_ = names is [var q, ..] ? q : null;".Replace("q", Name(), StringComparison.Ordinal),
        "_ = nameof(c); _ = typeof(SmtpProtocolClient); _ = sizeof(int); _ = default(SmtpProtocolClient);", "r ??= s;", "a = r is not null;", "_ = c?.ToString();",
        "(r, s) = (s, r);", "r = Flag() ? r : s;", "_ = (from n in names where n.Length > 0 select n).Count();", "if (r is null) throw new IOException();", "_ = r ?? throw new IOException();",
        "Console.Out.Flush();", "await System.Threading.Tasks.Task.Yield();", "Take(c);", "Take(f);", "await UseAsync(d);", "await OtherAsync();", "await c.DisposeAsync();", "await using (d) { }", "Log.Say(\"x\");", "_ = new Log();",
        "object v1 = c;".Replace("v1", Name(), StringComparison.Ordinal), "int v2 = 0; v2++; v2 += names.Length; v2 = -v2;".Replace("v2", Name(), StringComparison.Ordinal));

    private string Task() => Pick(
        $"r = await {Act()}.ConfigureAwait(false);",
        $"r = {Act()}.AsTask().Result;",
        $"r = await {Act()}.AsTask().WaitAsync(TimeSpan.FromMinutes(1));",
        $"await System.Threading.Tasks.Task.WhenAll({Act()}.AsTask());",
        $"await System.Threading.Tasks.Task.WhenAll({Act()}.AsTask(), {Act()}.AsTask());",
        Stored($"var t = {Act()}; await t;"),
        Stored($"var t = {Act()}; r = await t;"),
        Stored($"var t = {Act()}.AsTask(); {Simple()} s = await t;"),
        Stored($"var t = {Act()}.AsTask(); {Assignment()} await t;"),
        $"_ = {Act()}.AsTask();",
        $"await Must({Act()});", $"r = await Must({Act()}.AsTask());", $"r = Sure(await {Act()});", $"Check(await {Act()});",
        _helpers > 0 && !_inHelper ? $"r = await H{random.Next(_helpers)}({Client()}, {Client()});" : "Local();",
        _helpers > 0 && !_inHelper ? $"s = await H{random.Next(_helpers)}(c, d);" : "Local();");

    private string Stored(string code) => code.Replace("var t ", $"var {Name()} ", StringComparison.Ordinal).Replace("await t;", $"await v{_names};", StringComparison.Ordinal);
}
