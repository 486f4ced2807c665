using System.Globalization;
using SmtpGen.Envelopes;
using SmtpGen.Storage;

namespace SmtpGen.Tool.Commands;

/// <summary>Prints what a store knows of a message outside its body, and nothing for what was not said.</summary>
internal static class EnvelopePrinter
{
    public static void Write(StoredMessage found, TextWriter output)
    {
        var envelope = found.Envelope;
        output.WriteLine($"Message {Printable.Line(found.Id)}, {found.Size} octets, received {Time(envelope.ReceivedAt)}");
        Line("from client", string.Join(", ", new[] { envelope.ClientName, envelope.ClientHost, envelope.RemoteAddress, envelope.Protocol }.Where(s => !string.IsNullOrEmpty(s))));
        Line("TLS", envelope.Tls);
        Line("authenticated as", envelope.AuthenticatedAs);
        Line("forwarded from", envelope.Forwarded is { } forwarded ? ClientText.Of(forwarded) : null);
        output.WriteLine($"  reverse-path <{Printable.Line(envelope.ReversePath)}>");
        if (envelope.SmtpUtf8)
            output.WriteLine("  SMTPUTF8");
        WriteParameters(envelope.Parameters);
        foreach (var recipient in envelope.Recipients)
            output.WriteLine($"  forward-path <{Printable.Line(recipient.ForwardPath)}>{Wishes(recipient)}");
        output.WriteLine();

        void WriteParameters(MailParameters parameters)
        {
            Line("BODY", parameters.Body switch
            {
                BodyKind.SevenBit => "7BIT",
                BodyKind.EightBitMime => "8BITMIME",
                BodyKind.BinaryMime => "BINARYMIME",
                _ => null,
            });
            Line("RET", parameters.Return is { } part ? part == ReturnedContent.Full ? "FULL" : "HDRS" : null);
            Line("ENVID", parameters.EnvelopeId);
            if (parameters.RequireTls)
                output.WriteLine("  REQUIRETLS");
            Line("MT-PRIORITY", parameters.Priority?.ToString(CultureInfo.InvariantCulture));
            Line("BY", parameters.DeliverBy is { } by ? Deadline(by) : null);
            Line("hold until", parameters.HoldUntil is { } time ? Time(time) : null);
            Line("SOLICIT", parameters.SolicitationKeywords is { } keywords ? string.Join(", ", keywords) : null);
            Line("AUTH", parameters.Submitter is { } submitter ? $"<{submitter}>" : null);
        }

        void Line(string name, string? value)
        {
            if (!string.IsNullOrEmpty(value))
                output.WriteLine($"  {name} {Printable.Line(value)}");
        }
    }

    private static string Deadline(DeliverBy by) =>
        string.Create(CultureInfo.InvariantCulture, $"{by.Seconds} s, then {(by.Mode == DeliverByMode.Return ? "return" : "notify")}{(by.Trace ? ", trace" : "")}");

    private static string Wishes(Recipient recipient)
    {
        string notify = recipient.Notify is { } conditions ? $" NOTIFY {conditions.ToString().ToUpperInvariant()}" : "";
        string original = recipient.OriginalRecipient is { } first ? $" ORCPT {first.AddressType};{first.Address}" : "";
        return Printable.Line(notify + original);
    }

    private static string Time(DateTimeOffset time) => time.ToString("yyyy-MM-dd HH:mm:ss zzz", CultureInfo.InvariantCulture);
}
