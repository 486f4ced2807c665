using System.Globalization;
using System.Text;

namespace SmtpGen.Analyzers.Tests.Sessions.Programs;

/// <summary>Writes classes that use clients in ways that may or may not work, with every form of statement and expression.</summary>
/// <param name="random">Decides.</param>
internal sealed partial class RandomProgram(Random random)
{
    private readonly StringBuilder _text = new();
    private int _loops;
    private int _names;
    private int _helpers;
    private bool _inHelper;
    private bool _isPlain;

    /// <summary>A class of that name with a method <c>RunAsync</c>.</summary>
    public string Write(string name)
    {
        _text.Clear();
        _helpers = Math.Max(0, random.Next(5) - 2);
        _isPlain = random.Next(2) == 0;
        Line($"sealed class {name} : ProgramBase");
        Line("{");
        Line($"SmtpProtocolClient f = {New()}; {Pick("", "readonly ")}SmtpProtocolClient g = {New()}; SmtpProtocolClient F {{ get; set; }} = {New()}; SmtpProtocolClient G => {Pick("f", "g")};");
        Line($"Pair box = new({New()}, 1);");
        for (int i = 0; i < _helpers; i++)
            Helper(i);
        Line("public override async Task RunAsync()");
        Line("{");
        Variables($"SmtpProtocolClient c = {Pick(New(), New(), New(), "g", "F")}, d = {Pick(New(), New(), "f", "g", "box.Client", "c")};");
        string client = Pick("c", "c", "f", "g", "d");
        foreach (string action in new[] { "ReadGreetingAsync()", "EhloAsync(\"me\")", "MailAsync(\"a@b\")", "RcptAsync(\"a@b\")" }.Take(random.Next(5)))
            Line($"r = s = (await {client}.{action}){Pick(".EnsurePositive()", ".EnsurePositive()", "")};");
        for (int i = random.Next(1, 4); i > 0; i--)
        {
            Statements(depth: 1, count: random.Next(1, 3));
            Line($"r = await {client}.{Action()};");
        }

        Line("}");
        Line("}");
        return _text.ToString();
    }

    private void Helper(int number)
    {
        _inHelper = true;
        Line($"async Task<ClientReply> H{number}(SmtpProtocolClient c, SmtpProtocolClient d)");
        Line("{");
        Variables("");
        Statements(depth: 1, count: random.Next(1, 3));
        Line($"return {Pick("r", "s", $"await {Client()}.NoopAsync()")};");
        Line("}");
        _inHelper = false;
    }

    private void Variables(string clients) => Line(clients + " bool a = false, b = Flag(); ClientReply r = null, s = null; string[] names = Names(); string from = \"a@b\", to = \"c@d\", localName = \"me\";");

    private void Statements(int depth, int count)
    {
        for (; count > 0; count--)
            Statement(depth);
    }

    private void Block(string head, int depth, bool isLoop = false, string end = "", int least = 1)
    {
        int loops = _loops;
        _loops = isLoop ? loops + 1 : end.Length > 0 || head == "finally" ? 0 : loops;
        bool mayReturn = _mayReturn;
        _mayReturn &= head != "finally";
        Line(head);
        Line("{");
        Statements(depth + 1, random.Next(least, 3));
        Line(end + "}");
        _loops = loops;
        _mayReturn = mayReturn;
    }

    private static string New() => "new SmtpProtocolClient(Connect())";

    private string Name() => "v" + (++_names).ToString(CultureInfo.InvariantCulture);

    private string Pick(params string[] choices) => choices[random.Next(choices.Length)];

    private void Line(string line) => _text.Append(line).Append('\n');
}
