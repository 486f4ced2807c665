using System.Text;
using SmtpGen.Testing.Sessions;

namespace SmtpGen.Testing;

/// <summary>Writes what a failed test needs to know.</summary>
internal static class FailureText
{
    public static string Of(string failure, IReadOnlyList<ReceivedMessage> messages, IReadOnlyList<SessionTranscript> sessions)
    {
        var text = new StringBuilder(failure);
        text.Append(messages.Count == 0 ? " No message arrived." : $" {messages.Count} arrived:");
        foreach (var message in messages)
            text.Append("\n  ").Append(message);
        text.Append(sessions.Count == 0 ? "\nNobody connected." : "");
        for (int i = 0; i < sessions.Count; i++)
            text.Append($"\nSession {i + 1}:\n").Append(sessions[i]);
        return text.ToString();
    }
}
