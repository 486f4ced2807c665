using SmtpGen.Storage;

namespace SmtpGen.Tool;

/// <summary>Clients in lines for people: <c>mail.example [192.0.2.1]</c>.</summary>
internal static class ClientText
{
    /// <summary>The client that sent a message, as far as it is known.</summary>
    public static string Of(ReceivedEnvelope envelope) => Of(envelope.ClientHost, envelope.RemoteAddress);

    /// <summary>Where a filter got a message from, with what it said beside: <c>mail.example [192.0.2.1] as 3CF6B2AAE8</c>.</summary>
    public static string Of(ForwardedClient client)
    {
        string port = client.Port is { } number ? $":{number}" : "";
        string from = client.IsLocal == true && client.Address is null ? "the filter's own host" : Of(client.Name, client.Address + port);
        string hello = client.HelloName is null ? "" : $" calling itself {client.HelloName}";
        string protocol = client.Protocol is null ? "" : $" by {client.Protocol}";
        string id = client.Id is null ? "" : $" as {client.Id}";
        return from + hello + protocol + id;
    }

    private static string Of(string? name, string? address) =>
        string.IsNullOrEmpty(address) ? name ?? "unknown" : $"{name ?? "unknown"} [{address}]";
}
