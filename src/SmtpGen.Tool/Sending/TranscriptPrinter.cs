using SmtpGen.Runtime.Client;

namespace SmtpGen.Tool.Sending;

/// <summary>Prints a conversation as it happens: what the client said, what the server replied, and the state behind each reply.</summary>
internal sealed class TranscriptPrinter(TextWriter output)
{
    public void Write(TranscriptEntry entry)
    {
        switch (entry.Kind)
        {
            case TranscriptKind.Sent:
                output.WriteLine("C: " + Printable.Line(entry.Text));
                break;
            case TranscriptKind.SentBody:
                output.WriteLine($"C: ({Printable.Line(entry.Text)})");
                break;
            case TranscriptKind.Secured:
                output.WriteLine($"-- encrypted: {Printable.Line(entry.Text)}");
                break;
            default:
                foreach (string line in entry.Text.Split("\r\n"))
                    output.WriteLine("S: " + Printable.Line(line));
                output.WriteLine($"   [{entry.State}]");
                break;
        }
    }
}
