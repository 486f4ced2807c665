using System.Buffers;
using System.Text.Json;
using SmtpGen.Storage;

namespace SmtpGen.Events.Nats;

/// <summary>
/// Writes the event that announces a message: a CloudEvent 1.0 in its JSON format. <c>data</c> has the message's id in the store, its size, how
/// many recipients it has, its envelope, subject and date, and for a small message the body in base64.
/// </summary>
internal static class AcceptedEvent
{
    public const string ContentType = "application/cloudevents+json";

    /// <summary>What the stream tells events apart by.</summary>
    public static string IdOf(StoredMessage message, string source) => message.Envelope.TransactionId ?? $"{source}/{message.Id}";

    /// <param name="message">The message.</param>
    /// <param name="source">As in <see cref="NatsEventsOptions.Source"/>.</param>
    /// <param name="body">The body, where it is in the event; null where it stays in the store.</param>
    /// <param name="mostOctets">
    /// What the server takes. Where that is too little, the body stays in the store, and where that does not suffice, the envelope.
    /// </param>
    public static ReadOnlyMemory<byte> Write(StoredMessage message, string source, ReadOnlyMemory<byte>? body, int mostOctets)
    {
        var whole = Write(message, source, body, hasEnvelope: true);
        if (whole.Length > mostOctets && body is not null)
            whole = Write(message, source, body: null, hasEnvelope: true);
        return whole.Length > mostOctets ? Write(message, source, body: null, hasEnvelope: false) : whole;
    }

    private static ReadOnlyMemory<byte> Write(StoredMessage message, string source, ReadOnlyMemory<byte>? body, bool hasEnvelope)
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        using var json = new Utf8JsonWriter(buffer);
        json.WriteStartObject();
        json.WriteString("specversion", "1.0");
        json.WriteString("type", "smtpgen.message.accepted");
        json.WriteString("source", source);
        json.WriteString("id", IdOf(message, source));
        json.WriteString("time", message.Envelope.ReceivedAt);
        json.WriteString("datacontenttype", "application/json");
        json.WriteStartObject("data");
        json.WriteString("id", message.Id);
        json.WriteNumber("size", message.Size);
        if (message.Subject is { } subject)
            json.WriteString("subject", subject);
        if (message.Date is { } date)
            json.WriteString("date", date);
        json.WriteNumber("recipients", message.Envelope.Recipients.Count);
        if (hasEnvelope)
        {
            json.WritePropertyName("envelope");
            json.WriteRawValue(EnvelopeJson.Write(message.Envelope));
        }

        if (body is { } octets)
            json.WriteBase64String("body", octets.Span);
        json.WriteEndObject();
        json.WriteEndObject();
        json.Flush();
        return buffer.WrittenMemory;
    }
}
