using System.Text.Json;
using SmtpGen.Envelopes;

namespace SmtpGen.Storage;

/// <summary>
/// Envelopes as JSON on one line, for stores to keep: camel case, names rather than numbers, and nothing for nulls. Later versions read
/// what earlier ones wrote.
/// </summary>
public static class EnvelopeJson
{
    /// <summary>Writes an envelope.</summary>
    /// <param name="envelope">The envelope.</param>
    public static string Write(ReceivedEnvelope envelope) => JsonSerializer.Serialize(envelope, EnvelopeJsonContext.Compact.ReceivedEnvelope);

    /// <summary>Writes the parameters of MAIL.</summary>
    /// <param name="parameters">The parameters.</param>
    public static string Write(MailParameters parameters) => JsonSerializer.Serialize(parameters, EnvelopeJsonContext.Compact.MailParameters);

    /// <summary>Writes what XFORWARD said.</summary>
    /// <param name="client">What it said.</param>
    public static string Write(ForwardedClient client) => JsonSerializer.Serialize(client, EnvelopeJsonContext.Compact.ForwardedClient);

    /// <summary>Reads an envelope.</summary>
    /// <param name="json">What <see cref="Write(ReceivedEnvelope)"/> wrote.</param>
    /// <exception cref="JsonException">It is damaged.</exception>
    public static ReceivedEnvelope ReadEnvelope(string json)
        => JsonSerializer.Deserialize(json, EnvelopeJsonContext.Compact.ReceivedEnvelope) ?? throw new JsonException("The envelope is null.");

    /// <summary>Reads the parameters of MAIL.</summary>
    /// <param name="json">What <see cref="Write(MailParameters)"/> wrote.</param>
    /// <exception cref="JsonException">They are damaged.</exception>
    public static MailParameters ReadParameters(string json)
        => JsonSerializer.Deserialize(json, EnvelopeJsonContext.Compact.MailParameters) ?? MailParameters.None;

    /// <summary>Reads what XFORWARD said.</summary>
    /// <param name="json">What <see cref="Write(ForwardedClient)"/> wrote.</param>
    /// <exception cref="JsonException">It is damaged.</exception>
    public static ForwardedClient? ReadForwardedClient(string json)
        => JsonSerializer.Deserialize(json, EnvelopeJsonContext.Compact.ForwardedClient);
}
