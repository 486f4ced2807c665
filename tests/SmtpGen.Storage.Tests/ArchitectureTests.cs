using SmtpGen.Storage.Sqlite;

namespace SmtpGen.Storage.Tests;

public sealed class ArchitectureTests
{
    [Fact]
    public void Who_keeps_mail_in_a_Maildir_needs_nothing_but_the_platform()
    {
        Assert.All(References(typeof(MaildirMessageStore)), name => Assert.StartsWith("System.", name, StringComparison.Ordinal));
        Assert.Contains("SmtpGen.Storage", References(typeof(SqliteMessageStore)));
    }

    private static IEnumerable<string> References(Type type) => type.Assembly.GetReferencedAssemblies().Select(assembly => assembly.Name!);
}
