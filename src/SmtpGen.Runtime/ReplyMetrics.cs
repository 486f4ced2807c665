using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace SmtpGen.Runtime;

/// <summary>
/// Counts replies for whoever listens to the meter <c>SmtpGen.Runtime</c>; nothing is done, nor allocated, while nobody does. Every tag is a word
/// of the specification, so that a client cannot make up values.
/// </summary>
internal static class ReplyMetrics
{
    private static readonly Meter s_meter = new("SmtpGen.Runtime");

    private static readonly Counter<long> s_replies = s_meter.CreateCounter<long>(
        "smtpgen.replies", "{reply}", "Replies that sessions were given, by the command and the state that they answer");

    /// <summary>Counts a reply.</summary>
    /// <param name="protocol">The protocol's name.</param>
    /// <param name="command">The command that it answers; null: none, such as a greeting.</param>
    /// <param name="state">The state that the command came in.</param>
    /// <param name="reply">The reply.</param>
    public static void Count(string protocol, ServerCommand? command, ServerState state, ServerReply reply)
    {
        if (!s_replies.Enabled)
            return;
        var tags = default(TagList);
        tags.Add("network.protocol.name", protocol.ToLowerInvariant());
        tags.Add("smtpgen.command", command?.Verb ?? "");
        tags.Add("smtpgen.state", state.Name);
        tags.Add("smtpgen.reply.code", reply.Code);
        tags.Add("smtpgen.reply.name", reply.Name);
        s_replies.Add(1, tags);
    }
}
