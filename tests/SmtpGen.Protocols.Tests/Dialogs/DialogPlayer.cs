using System.Text;
using SmtpGen.Protocols.Smtp;
using SmtpGen.Runtime;
using SmtpGen.Runtime.Bodies;

namespace SmtpGen.Protocols.Tests.Dialogs;

/// <summary>Plays a dialog against a session in memory; a failure names the dialog's file and line.</summary>
public sealed class DialogPlayer(Dialog dialog, int pieceLength)
{
    private readonly ScriptTransport _transport = new();
    private readonly DialogHandler _handler = new();
    private readonly SmtpOptions _options = new() { HostName = "mx.example" };
    private readonly List<byte> _fromClient = [];
    private readonly List<byte> _body = [];
    private readonly StringBuilder _fromServer = new();
    private Task? _session;
    private DialogLine? _bodyLine;

    public async Task PlayAsync()
    {
        foreach (var line in dialog.Lines)
        {
            if (line.Kind is not (DialogLineKind.Body or DialogLineKind.EmptyBody))
                CompareBody();
            Play(line);
        }

        CompareBody();
        var last = dialog.Lines[^1];
        Begin();
        Deliver();
        NothingMore(last);
        bool closed = _session!.IsCompleted;
        Assert.True(
            closed == (last.Kind == DialogLineKind.Closed || dialog.Lines.Any(l => l.Kind == DialogLineKind.Closed)),
            At(last, closed ? "the server closed the connection" : "the server did not close the connection"));
        _transport.Feed(default);
        await _session;
    }

    private void Play(DialogLine line)
    {
        switch (line.Kind)
        {
            case DialogLineKind.Directive:
                Direct(line);
                break;
            case DialogLineKind.Client:
                Begin();
                if (_fromClient.Count == 0)
                    NothingMore(line);
                _fromClient.AddRange(line.Octets);
                break;
            case DialogLineKind.Server:
                Begin();
                Deliver();
                Expect(line);
                break;
            case DialogLineKind.Closed:
                Deliver();
                NothingMore(line);
                Assert.True(_session!.IsCompleted, At(line, "the server did not close the connection"));
                break;
            default:
                _bodyLine = line;
                _body.AddRange(line.Octets);
                break;
        }
    }

    private void Begin() => _session ??= new SmtpSession(_handler, _options).RunAsync(_transport, CancellationToken.None).AsTask();

    private void Deliver()
    {
        byte[] octets = [.. _fromClient];
        _fromClient.Clear();
        for (int i = 0; i < octets.Length; i += pieceLength)
            _transport.Feed(new Received(octets.AsMemory(i, Math.Min(pieceLength, octets.Length - i))));
        _fromServer.Append(Encoding.UTF8.GetString(_transport.TakeSent()));
    }

    private void Expect(DialogLine line)
    {
        string all = _fromServer.ToString();
        int end = all.IndexOf("\r\n", StringComparison.Ordinal);
        Assert.True(end >= 0, At(line, $"the server said nothing, not '{line.Text}'"));
        string said = all[..end];
        _fromServer.Remove(0, end + 2);
        bool matches = line.Text.EndsWith("...", StringComparison.Ordinal)
            ? said.StartsWith(line.Text[..^3], StringComparison.Ordinal)
            : said == line.Text;
        Assert.True(matches, At(line, $"the server said '{said}', not '{line.Text}'"));
    }

    private void NothingMore(DialogLine line)
    {
        _fromServer.Append(Encoding.UTF8.GetString(_transport.TakeSent()));
        Assert.True(_fromServer.Length == 0, At(line, $"the server had said more: '{_fromServer}'"));
    }

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

    private void Direct(DialogLine line)
    {
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
            case ["signal", .. var what]:
                Signal(Enum.Parse<ServerEvent>(string.Concat(what.Select(Pascal))));
                break;
            default:
                Assert.Fail(At(line, $"unknown directive '{line.Text}'"));
                break;
        }
    }

    private void Signal(ServerEvent what)
    {
        if (_session is null)
        {
            _session = new SmtpSession(_handler, _options).RefuseAsync(_transport, what).AsTask();
            return;
        }

        Deliver();
        _transport.Feed(new Received(default, what));
    }

    private static string? Quoted(string text) =>
        text.IndexOf('"') is >= 0 and var open ? text[(open + 1)..text.LastIndexOf('"')] : null;

    private static string Pascal(string name) =>
        string.Concat(name.Split('-').Select(w => char.ToUpperInvariant(w[0]) + w[1..]));

    private string At(DialogLine line, string what) => $"protocol/dialogs/{dialog.Path}({line.Number}): {what}";
}
