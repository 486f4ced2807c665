using SmtpGen.Protocols.Smtp;

namespace SmtpGen.Testing.Faults;

/// <summary>A point of the protocol that leaves a choice.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Check">Throws where the protocol does not declare a reply there.</param>
internal sealed record FaultPoint(string Name, Action<SmtpReply, string?> Check)
{
    /// <summary>The replies that may be chosen there.</summary>
    public IReadOnlyList<SmtpReply> Replies { get; } = [.. Enum.GetValues<SmtpReply>().Where(reply => Takes(Check, reply))];

    private static bool Takes(Action<SmtpReply, string?> check, SmtpReply reply)
    {
        try
        {
            check(reply, null);
            return true;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }
}

/// <summary>The points of SMTP that leave a choice.</summary>
internal static class FaultPoints
{
    private static readonly Dictionary<SmtpCommand, FaultPoint> s_commands = new()
    {
        [SmtpCommand.Ehlo] = At(SmtpCommand.Ehlo, (reply, text) => SmtpEhloResult.Of(reply, text)),
        [SmtpCommand.Helo] = At(SmtpCommand.Helo, (reply, text) => SmtpHeloResult.Of(reply, text)),
        [SmtpCommand.Mail] = At(SmtpCommand.Mail, (reply, text) => SmtpMailResult.Of(reply, text)),
        [SmtpCommand.Rcpt] = At(SmtpCommand.Rcpt, (reply, text) => SmtpRcptResult.Of(reply, text)),
        [SmtpCommand.Data] = At(SmtpCommand.Data, CheckData),
        [SmtpCommand.Vrfy] = At(SmtpCommand.Vrfy, (reply, text) => SmtpVrfyResult.Of(reply, text)),
        [SmtpCommand.Expn] = At(SmtpCommand.Expn, (reply, text) => SmtpExpnResult.Of(reply, text)),
        [SmtpCommand.StartTls] = At(SmtpCommand.StartTls, (reply, text) => SmtpStartTlsResult.Of(reply, text)),
        [SmtpCommand.Auth] = At(SmtpCommand.Auth, CheckAuth),
    };

    public static FaultPoint Connect { get; } = new("CONNECT", (reply, text) => SmtpConnectResult.Of(reply, text));

    public static FaultPoint Message { get; } = new("MESSAGE", (reply, text) => SmtpMessageResult.Of(reply, text));

    /// <summary>All of them, in the order of a conversation.</summary>
    public static IReadOnlyList<FaultPoint> All { get; } = [Connect, .. s_commands.Values, Message];

    public static FaultPoint Of(SmtpCommand command) => s_commands.TryGetValue(command, out var point) ? point : throw new ArgumentException(
        $"There is no choice at {SmtpTable.Verb(command)}; faults can happen at {string.Join(", ", s_commands.Keys.Select(SmtpTable.Verb))}, "
        + "at the message (OnMessage) and at the connection (OnConnect).",
        nameof(command));

    private static FaultPoint At(SmtpCommand command, Action<SmtpReply, string?> check) => new(SmtpTable.Verb(command), check);

    private static void CheckData(SmtpReply reply, string? text)
    {
        try
        {
            SmtpDataResult.Of(reply, text);
        }
        catch (ArgumentException exception) when (Behind(reply))
        {
            throw new ArgumentException($"{exception.Message} It is an answer to the message itself: write OnMessage().", nameof(reply), exception);
        }
    }

    private static void CheckAuth(SmtpReply reply, string? text)
    {
        var result = SmtpAuthResult.Of(reply, text);
        if (result.IsPositive)
            throw new ArgumentException("A fault may refuse a login; that it succeeds, or goes on, depends on what the client proves.", nameof(reply));
    }

    private static bool Behind(SmtpReply reply) => SmtpTable.Transitions.Any(edge => edge.Command == SmtpCommand.Data && edge.Reply == reply);
}
