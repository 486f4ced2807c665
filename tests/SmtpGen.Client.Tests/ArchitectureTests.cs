namespace SmtpGen.Client.Tests;

public sealed class ArchitectureTests
{
    [Fact]
    public void The_client_knows_neither_the_server_nor_the_compiler() => Assert.Equal(
        ["SmtpGen.Protocols", "SmtpGen.Runtime", "SmtpGen.Sasl"],
        typeof(MailSender).Assembly.GetReferencedAssemblies().Select(a => a.Name!)
            .Where(name => name.StartsWith("SmtpGen", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
}
