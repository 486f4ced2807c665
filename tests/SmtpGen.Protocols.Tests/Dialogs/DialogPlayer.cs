using System.Text;
using SmtpGen.Protocols.Lmtp;
using SmtpGen.Protocols.Smtp;
using SmtpGen.Runtime;
using SmtpGen.Runtime.Bodies;

namespace SmtpGen.Protocols.Tests.Dialogs;

/// <summary>Plays a dialog against a server; a failure names the dialog's file and line.</summary>
public sealed class DialogPlayer(Dialog dialog, IDialogConnection connection)
{
    private const string HostName = "mx.example";

    private readonly DialogHandler _handler = new();
    private readonly List<byte> _fromClient = [];
    private readonly List<byte> _body = [];
    private ProtocolOptions _options = new SmtpOptions { HostName = HostName };
    private bool _isOpen;
    private bool _isSecure;
    private DialogLine? _bodyLine;

    private byte[] LastBody => _handler.Bodies.Count > 0 ? _handler.Bodies[^1] : [];

    public async Task PlayAsync()
    {
        foreach (var line in dialog.Lines)
        {
            if (line.Kind is not (DialogLineKind.Body or DialogLineKind.EmptyBody))
                CompareBody();
            await PlayAsync(line);
        }

        CompareBody();
        var last = dialog.Lines[^1];
        await BeginAsync();
        await DeliverAsync();
        NothingMore(last);
        bool closed = connection.IsClosed;
        Assert.True(
            closed == dialog.Lines.Any(l => l.Kind == DialogLineKind.Closed),
            At(last, closed ? "the server closed the connection" : "the server did not close the connection"));
        await connection.HangUpAsync();
        NothingMore(last);
    }

    private async ValueTask PlayAsync(DialogLine line)
    {
        switch (line.Kind)
        {
            case DialogLineKind.Directive:
                await DirectAsync(line);
                break;
            case DialogLineKind.Client:
                await BeginAsync();
                if (_fromClient.Count == 0)
                    NothingMore(line);
                _fromClient.AddRange(line.Octets);
                break;
            case DialogLineKind.Server:
                await BeginAsync();
                await DeliverAsync();
                await ExpectAsync(line);
                break;
            case DialogLineKind.Rest:
                await BeginAsync();
                await DeliverAsync();
                await ExpectRestAsync(line);
                break;
            case DialogLineKind.Closed:
                await DeliverAsync();
                await connection.UntilClosedAsync();
                NothingMore(line);
                Assert.True(connection.IsClosed, At(line, "the server did not close the connection"));
                break;
            default:
                _bodyLine = line;
                _body.AddRange(line.Octets);
                break;
        }
    }

    private async ValueTask BeginAsync(ServerEvent refusal = ServerEvent.None)
    {
        if (_isOpen)
            return;
        _isOpen = true;
        await connection.OpenAsync(new DialogServer(_handler, _options) { Refusal = refusal, IsSecure = _isSecure });
    }

    private async ValueTask DeliverAsync()
    {
        byte[] octets = [.. _fromClient];
        _fromClient.Clear();
        await connection.SendAsync(octets);
    }

    private async ValueTask ExpectAsync(DialogLine line)
    {
        string? said = await connection.ReadLineAsync();
        Assert.True(said is not null, At(line, $"the server said nothing, not '{line.Text}'"));
        Assert.True(Matches(line, said), At(line, $"the server said '{said}', not '{line.Text}'"));
    }

    // Up to the line that is named, or else to the last of the reply, which has a space behind its code.
    private async ValueTask ExpectRestAsync(DialogLine line)
    {
        string? said;
        do
        {
            said = await connection.ReadLineAsync();
            Assert.True(said is not null, At(line, $"the reply is not whole; '{line.Text}' is missing"));
            if (line.Text.Length > 0 && Matches(line, said))
                return;
        }
        while (said.Length < 4 || said[3] == '-');

        Assert.True(line.Text.Length == 0, At(line, $"the reply has no line '{line.Text}'"));
    }

    private static bool Matches(DialogLine line, string said) => line.Text.EndsWith("...", StringComparison.Ordinal)
        ? said.StartsWith(line.Text[..^3], StringComparison.Ordinal)
        : said == line.Text;

    private void NothingMore(DialogLine line) =>
        Assert.True(connection.Unread.Length == 0, At(line, $"the server had said more: '{connection.Unread}'"));

    private void CompareBody()
    {
        if (_bodyLine is null)
            return;
        Assert.True(
            _body.ToArray().AsSpan().SequenceEqual(LastBody),
            At(_bodyLine, $"the body is '{Encoding.UTF8.GetString(LastBody)}', not '{Encoding.UTF8.GetString([.. _body])}'"));
        _bodyLine = null;
        _body.Clear();
    }

    private async ValueTask DirectAsync(DialogLine line)
    {
        if (line.Signal is { } signal)
        {
            await SignalAsync(signal);
            return;
        }

        string[] words = line.Text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        switch (words)
        {
            case ["protocol", "lmtp"]:
                _options = new LmtpOptions { HostName = HostName };
                break;
            case ["limit", var name, "=", var value]:
                _options.SetLimit(name, long.Parse(value, System.Globalization.CultureInfo.InvariantCulture));
                break;
            case ["option" or "policy", var name, "=", var value]:
                _options.SetOption(name, value == "on");
                break;
            case ["extension", var keyword, "=", var value]:
                _options.SetExtension(keyword, value == "on");
                break;
            case ["word", var name, "=", ..]:
                _handler.Word(name, line.Text[(line.Text.IndexOf('=') + 1)..].Trim());
                break;
            case ["secure"]:
                _isSecure = true;
                break;
            case ["handshake"]:
                await connection.SecureAsync();
                break;
            case ["framing", "=", "normalize"]:
                _options.Framing = FramingPolicy.Normalize;
                break;
            case ["bare-line-feed", "=", "accept"]:
                _options.AcceptBareLineFeed = true;
                break;
            case ["nul", "=", "accept"]:
                _options.AcceptNul = true;
                break;
            case ["answer", var command, var reply, ..]:
                _handler.Answer(command, reply, Quoted(line.Text), line.Text.EndsWith(" at once", StringComparison.Ordinal));
                break;
            default:
                Assert.Fail(At(line, $"unknown directive '{line.Text}'"));
                break;
        }
    }

    private async ValueTask SignalAsync(ServerEvent what)
    {
        if (!_isOpen)
        {
            await BeginAsync(what);
            return;
        }

        await DeliverAsync();
        await connection.SignalAsync(what);
    }

    private static string? Quoted(string text) =>
        text.IndexOf('"') is >= 0 and var open ? text[(open + 1)..text.LastIndexOf('"')] : null;

    private string At(DialogLine line, string what) => $"protocol/dialogs/{dialog.Path}({line.Number}): {what}";
}
