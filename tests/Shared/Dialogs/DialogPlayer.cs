using System.Globalization;
using System.Text;
using SmtpGen.Runtime;
using SmtpGen.Runtime.Bodies;

namespace SmtpGen.Dialogs;

/// <summary>Plays a dialog against a server; a failure names the dialog's file and line.</summary>
public sealed class DialogPlayer(Dialog dialog, IDialogConnection connection, IDialogApplication application)
{
    /// <summary>The name of the server in all dialogs.</summary>
    public const string HostName = "mx.example";

    private readonly List<byte> _fromClient = [];
    private readonly List<byte> _body = [];
    private bool _isOpen;
    private bool _isSecure;
    private DialogLine? _bodyLine;

    private ProtocolOptions Options => application.Options;

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
        await connection.OpenAsync(new DialogServer(application) { Refusal = refusal, IsSecure = _isSecure });
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

    // Up to the line that is named, or else to the last of the reply.
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
        while (!application.IsLastLine(said));

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
            _body.ToArray().AsSpan().SequenceEqual(application.LastBody),
            At(_bodyLine, $"the body is '{Encoding.UTF8.GetString(application.LastBody)}', not '{Encoding.UTF8.GetString([.. _body])}'"));
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
            case ["protocol", _]:
                break;
            case ["limit", var name, "=", var value]:
                Options.SetLimit(name, long.Parse(value, CultureInfo.InvariantCulture));
                break;
            case ["option" or "policy", var name, "=", var value]:
                Options.SetOption(name, value == "on");
                break;
            case ["extension", var keyword, "=", var value]:
                Options.SetExtension(keyword, value == "on");
                break;
            case ["secure"]:
                _isSecure = true;
                break;
            case ["handshake"]:
                await connection.SecureAsync();
                break;
            case ["framing", "=", "normalize"]:
                Options.Framing = FramingPolicy.Normalize;
                break;
            default:
                Assert.True(await application.DirectAsync(words, line.Text), At(line, $"unknown directive '{line.Text}'"));
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

    private string At(DialogLine line, string what) => $"protocol/dialogs/{dialog.Path}({line.Number}): {what}";
}
