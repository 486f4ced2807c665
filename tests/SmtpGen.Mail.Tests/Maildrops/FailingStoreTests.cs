using SmtpGen.Storage;
using SmtpGen.Storage.Sqlite;

namespace SmtpGen.Mail.Tests.Maildrops;

public class FailingStoreTests
{
    private const int Timeout = 300_000;

    [Fact(Timeout = Timeout)]
    public async Task A_message_that_another_program_removed_is_not_served_and_the_session_goes_on()
    {
        await using var server = await Pop3Server.StartAsync("maildir");
        await server.Mail.DeliverAsync(Messages.Short, Messages.Dotted);
        await using var dialog = await Pop3Dialog.LogInAsync(server.Port);
        foreach (string file in Directory.EnumerateFiles(server.Mail.PathOf("mail"), "*", SearchOption.AllDirectories))
            File.Delete(file);

        Assert.Equal("-ERR [SYS/TEMP] The maildrop cannot be read at the moment", await dialog.AskAsync("RETR 1"));
        Assert.Equal("-ERR [SYS/TEMP] The maildrop cannot be read at the moment", await dialog.AskAsync("TOP 2 0"));
        Assert.Equal("+OK Bye", await dialog.AskAsync("QUIT"));
    }

    [Fact(Timeout = Timeout)]
    public async Task QUIT_says_that_nothing_could_be_deleted_in_a_store_for_reading()
    {
        await using var mail = new MailStore();
        await mail.DeliverAsync(Messages.Short);
        await using var readable = SqliteMessageStore.Open(mail.PathOf("mail"), StoreAccess.Read);

        string answers = await Conversation.TalkAsync(readable, mail.Users, $"USER bob\r\nPASS {MailStore.Password}\r\nDELE 1\r\nQUIT\r\n");

        Assert.EndsWith("-ERR [SYS/TEMP] Some messages that were marked are not deleted\r\n", answers, StringComparison.Ordinal);
        Assert.Equal(1, await mail.CountAsync());
    }
}
