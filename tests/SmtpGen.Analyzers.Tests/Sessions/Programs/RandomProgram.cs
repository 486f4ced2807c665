using System.Globalization;
using System.Text;

namespace SmtpGen.Analyzers.Tests.Sessions.Programs;

/// <summary>Writes methods that use a client in a way that may or may not work, a line for each call.</summary>
/// <param name="random">Decides.</param>
internal sealed class RandomProgram(Random random)
{
    private static readonly string[] s_actions =
    [
        "ConnectAsync()", "EhloAsync(\"me\")", "MailAsync(\"a@b\")", "MailAsync(\"a@b\")", "RcptAsync(\"a@b\")", "RcptAsync(\"a@b\")",
        "DataAsync()", "SendMessageAsync(Message)", "RsetAsync()", "NoopAsync()", "QuitAsync()",
    ];

    private static readonly string[] s_truths = ["a", "b"];

    private readonly StringBuilder _text = new();
    private string _name = "";
    private int _inLoops;
    private int _names;

    /// <summary>A method; behind each call that returned it says <c>Done(LINE)</c>.</summary>
    public string Write(string name)
    {
        _text.Clear();
        _name = name;
        Line($"static async Task {name}()");
        Line("{");
        Line("var c = new SmtpProtocolClient(Connect()); var d = new SmtpProtocolClient(Connect()); bool a = false, b = Flag(); ClientReply r, s;");
        Act("r = ", "c", "ConnectAsync()");
        Act("s = ", "c", "EhloAsync(\"me\")");
        Statements(depth: 0, count: random.Next(4, 9));
        Line("}");
        return _text.ToString();
    }

    private void Statements(int depth, int count)
    {
        for (; count > 0; count--)
            Statement(depth);
    }

    private void Statement(int depth)
    {
        switch (random.Next(depth > 2 ? 9 : 16))
        {
            case < 5:
                Act(Pick("", "_ = ", "r = ", "r = ", "s = "), Pick("c", "c", "c", "d"), Pick(s_actions));
                break;
            case 5:
                Line($"{Pick(s_truths)} {Pick("=", "=", "=", "|=", "&=", "^=")} {Truth(2)};");
                break;
            case 6:
                Line(Pick("s = r;", "r = s;", "r.EnsurePositive();", "s.EnsurePositive();", "(a, b) = (b, a);", "Change(ref a);"));
                break;
            case 7:
                Line(_inLoops > 0 ? $"if ({Truth(1)}) {Pick("break", "continue", "return")};" : $"if {Truth(1)} return;");
                break;
            case 8:
                Line(Pick("c = new SmtpProtocolClient(Connect());", "c = d;", "Local();", "if (Flag()) { r.EnsurePositive(); a = true; }", "Later(() => a = !a);"));
                break;
            case 9:
                Block($"while ({Truth(1)} && Again())", depth, isLoop: true);
                break;
            case 10:
                Block("try", depth);
                Block(Pick("catch", "finally", "catch (CommandRefusedException)", $"catch (Exception) when {Truth(1)}"), depth);
                break;
            case 11:
                Line(Pick("switch (r.Code)", "switch (s.Code / 1)"));
                Line("{");
                Block("case 250 or 354:", depth, end: "break;");
                Block($"case >= 400 when {Truth(0)}:", depth, end: "break;");
                Block("default:", depth, end: "break;");
                Line("}");
                break;
            default:
                Block($"if {Truth(2)}", depth);
                if (random.Next(2) == 0)
                    Block("else", depth);
                break;
        }
    }

    private void Block(string head, int depth, bool isLoop = false, string end = "")
    {
        _inLoops += isLoop ? 1 : 0;
        int loops = _inLoops;

        // What leaves a finally block may not jump.
        _inLoops = head is "finally" || end.Length > 0 ? 0 : _inLoops;
        Line(head);
        Line("{");
        if (head is "finally")
            Line("a = b;");
        else
            Statements(depth + 1, random.Next(1, 4));
        Line("}");
        Line(end);
        _inLoops = loops - (isLoop ? 1 : 0);
    }

    private string Truth(int depth) => "(" + Bare(depth) + ")";

    private string Bare(int depth) => random.Next(depth > 0 ? 16 : 11) switch
    {
        0 => Pick("r", "s") + ".IsPositive",
        1 => Pick("r", "s") + ".IsTransient",
        2 => $"{Pick("r", "s")}.Code {Pick("== 250", "!= 250", "is 250 or 354", ">= 500", "is not (>= 400 and < 500)")}",
        3 => Pick("r", "s") + Pick(" is { IsPositive: true }", $" is {{ IsPositive: var p{++_names} }} && p{_names}"),
        4 or 5 or 6 => Pick(s_truths),
        7 => "!" + Pick(s_truths),
        8 => Pick("true", "false", "Flag()"),
        9 => Pick("c", "d") + ".IsClosed",
        10 => Pick("c", "d") + ".State == SmtpState." + Pick("Idle", "Sender", "Recipients"),
        11 => $"{Truth(depth - 1)} ? {Truth(depth - 1)} : {Truth(depth - 1)}",
        12 => "!" + Truth(depth - 1),
        13 => $"{Truth(depth - 1)} == {Truth(depth - 1)}",
        14 => $"{Truth(depth - 1)} {Pick("&", "|", "^")} {Truth(depth - 1)}",
        _ => $"{Truth(depth - 1)} {Pick("&&", "||")} {Truth(depth - 1)}",
    };

    private void Act(string target, string client, string action)
    {
        Line($"{target}await {client}.{action};");
        Line($"Done(\"{_name} {client}.{action.Split('(')[0]} {_text.Length.ToString(CultureInfo.InvariantCulture)}\");");
    }

    private string Pick(params string[] choices) => choices[random.Next(choices.Length)];

    private void Line(string line) => _text.Append(line).Append('\n');
}
