using System.Text;

namespace SmtpGen.Sasl.Tests.Client;

/// <summary>A client and what it says, as text.</summary>
internal static class ClientTalk
{
    public static string? StartText(this SaslClientExchange exchange) => exchange.Start() is { } octets ? Encoding.UTF8.GetString(octets) : null;

    public static string AnswerText(this SaslClientExchange exchange, string challenge)
        => Encoding.UTF8.GetString(exchange.Answer(Encoding.UTF8.GetBytes(challenge)));

    /// <summary>Plays a client against a server to the end, as their lines go over the wire; the last step as <see cref="Talk"/> has it.</summary>
    public static async Task<string> PlayAsync(this SaslClientExchange client, SaslExchange server)
    {
        var cancellationToken = TestContext.Current.CancellationToken;
        SaslStep step = await server.StartLinesAsync(Line(client.StartLine()), cancellationToken);
        while (step is SaslChallenge challenge)
            step = await server.AnswerLineAsync(Line(client.AnswerLine(challenge.ToBase64())) ?? default, cancellationToken);
        if (step is SaslSuccess)
            client.Complete();
        return Talk.Describe(step);
    }

    private static ReadOnlyMemory<byte>? Line(string? text) => text is null ? (ReadOnlyMemory<byte>?)null : Encoding.UTF8.GetBytes(text);
}
