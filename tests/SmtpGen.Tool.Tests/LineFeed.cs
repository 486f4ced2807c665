using System.Text;
using System.Threading.Channels;

namespace SmtpGen.Tool.Tests;

/// <summary>A writer whose lines can be awaited.</summary>
internal sealed class LineFeed : TextWriter
{
    private readonly Channel<string> _lines = Channel.CreateUnbounded<string>();

    public override Encoding Encoding => Encoding.UTF8;

    public ValueTask<string> NextAsync(CancellationToken cancellationToken) => _lines.Reader.ReadAsync(cancellationToken);

    public override void WriteLine(string? value) => _lines.Writer.TryWrite(value ?? "");
}
