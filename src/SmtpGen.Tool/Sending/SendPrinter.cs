using SmtpGen.Client;
using SmtpGen.Runtime.Client;
using SmtpGen.Tool.Json;

namespace SmtpGen.Tool.Sending;

/// <summary>
/// Prints a conversation as it happens (what the client said, what the server replied, and the state after each reply), and at its
/// end what became of the message for each recipient.
/// </summary>
/// <param name="output">Where to.</param>
/// <param name="asJson">Whether for programs.</param>
internal sealed class SendPrinter(TextWriter output, bool asJson)
{
    public void Write(TranscriptEntry entry)
    {
        if (asJson)
            JsonLines.Write<SendLine>(output, SaidLine.Of(entry), ToolJson.Lines.SendLine);
        else
            WriteText(entry);
    }

    public void Write(MailSendResult result)
    {
        foreach (var recipient in result.Recipients)
        {
            string fate = recipient.IsAccepted ? $"taken: {recipient.Reply}" : $"refused: {recipient.Problem}";
            if (asJson)
                JsonLines.Write<SendLine>(output, RecipientLine.Of(recipient), ToolJson.Lines.SendLine);
            else
                output.WriteLine(Printable.Line($"<{recipient.Recipient.ForwardPath}> {fate.ReplaceLineEndings(" / ")}"));
        }
    }

    private void WriteText(TranscriptEntry entry)
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
