using System.Text;

namespace SmtpGen.Sasl.Tests;

/// <summary>Exchanges as text: what a client says, and what it hears.</summary>
internal static class Talk
{
    public static SaslContext Plain { get; } = new() { Protocol = "smtp", HostName = "mx.example" };

    public static SaslContext Encrypted { get; } = Plain with { IsEncrypted = true };

    public static SaslContext Bound { get; } = Encrypted with { ServerEndPoint = new byte[] { 1, 2, 3, 4 } };

    public static SaslExchange Begin(this SaslServer server, string mechanism, SaslContext? context = null)
    {
        SaslExchange? exchange = server.Begin(Encoding.UTF8.GetBytes(mechanism), context ?? Encrypted, out SaslRefusal refusal);
        Assert.Equal(SaslRefusal.None, refusal);
        return exchange!;
    }

    /// <summary>Says something, or nothing at all (null), and hears the step as <see cref="Describe"/> has it.</summary>
    public static async Task<string> SayAsync(this SaslExchange exchange, string? text)
        => Describe(await exchange.StepAsync(text is null ? (ReadOnlyMemory<byte>?)null : Encoding.UTF8.GetBytes(text), TestContext.Current.CancellationToken));

    public static string Describe(SaslStep step) => step switch
    {
        SaslChallenge challenge => "> " + Encoding.UTF8.GetString(challenge.Octets.Span),
        SaslSuccess { Identity: var identity } => $"{identity.Authentication} as {identity.Authorization}",
        SaslFailure failure => failure.Kind.ToString(),
        _ => throw new InvalidOperationException("no such step"),
    };
}
