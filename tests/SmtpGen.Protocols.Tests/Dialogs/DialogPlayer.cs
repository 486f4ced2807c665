using System.Text;
using SmtpGen.Protocols.Smtp;
using SmtpGen.Runtime;
using SmtpGen.Runtime.Bodies;

namespace SmtpGen.Protocols.Tests.Dialogs;

/// <summary>Plays a dialog against a server; a failure names the dialog's file and line.</summary>
public sealed class DialogPlayer(Dialog dialog, IDialogConnection connection)
{
    private readonly DialogHandler _handler = new();
    private readonly SmtpOptions _options = new() { HostName = "mx.example" };
    private readonly List<byte> _fromClient = [];
    private readonly List<byte> _body = [];
    private bool _isOpen;
    private DialogLine? _bodyLine;

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
        await connection.OpenAsync(_handler, _options, refusal);
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
        bool matches = line.Text.EndsWith("...", StringComparison.Ordinal)
            ? said.StartsWith(line.Text[..^3], StringComparison.Ordinal)
            : said == line.Text;
        Assert.True(matches, At(line, $"the server said '{said}', not '{line.Text}'"));
    }

    private void NothingMore(DialogLine line) =>
        Assert.True(connection.Unread.Length == 0, At(line, $"the server had said more: '{connection.Unread}'"));

    private void CompareBody()
    {
        if (_bodyLine is null)
            return;
        Assert.True(
            _body.ToArray().AsSpan().SequenceEqual(_handler.LastBody),
            At(_bodyLine, $"the body is '{Encoding.UTF8.GetString(_handler.LastBody)}', not '{Encoding.UTF8.GetString([.. _body])}'"));
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
            case ["limit", var name, "=", var value]:
                typeof(SmtpOptions).GetProperty(Pascal(name))!.SetValue(_options, long.Parse(value, System.Globalization.CultureInfo.InvariantCulture));
                break;
            case ["option", var name, "=", var value]:
                typeof(SmtpOptions).GetProperty(Pascal(name))!.SetValue(_options, value == "on");
                break;
            case ["extension", var keyword, "=", "off"]:
                _options.Extensions &= ~Enum.GetValues<SmtpExtensions>().Single(e => e.ToString().EndsWith(keyword, StringComparison.OrdinalIgnoreCase));
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
            case ["answer", "DATA", "body", var reply, ..]:
                _handler.Answer("DATA body", reply, Quoted(line.Text));
                break;
            case ["answer", var command, var reply, ..]:
                _handler.Answer(command, reply, Quoted(line.Text));
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

    private static string Pascal(string name) =>
        string.Concat(name.Split('-').Select(w => char.ToUpperInvariant(w[0]) + w[1..]));

    private string At(DialogLine line, string what) => $"protocol/dialogs/{dialog.Path}({line.Number}): {what}";
}
