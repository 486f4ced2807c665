using System.Reflection;
using SmtpGen.Protocols.Smtp;

namespace SmtpGen.Mail.Tests;

public sealed class ReceiverMemberTests
{
    /// <summary>
    /// What a receiver does at a command, such as forgetting who the client was at STARTTLS, must happen whatever a class that
    /// derives from it overrides.
    /// </summary>
    [Fact]
    public void What_a_receiver_does_cannot_be_overridden()
    {
        var overridable = typeof(SmtpReceiver)
            .GetMethods(BindingFlags.Instance | BindingFlags.NonPublic | BindingFlags.Public | BindingFlags.DeclaredOnly)
            .Where(method => method.GetBaseDefinition().DeclaringType == typeof(SmtpHandler))
            .ToList();

        Assert.NotEmpty(overridable);
        Assert.DoesNotContain(overridable, method => !method.IsFinal);
    }
}
