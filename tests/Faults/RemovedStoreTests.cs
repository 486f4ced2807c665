namespace SmtpGen.Faults.Tests;

public sealed class RemovedStoreTests
{
    [Theory]
    [InlineData("sqlite", "mail.db")]
    [InlineData("maildir", "mail")]
    public async Task Mail_for_a_store_that_was_removed_is_refused_and_the_log_says_why(string kind, string removed)
    {
        using var store = new TestStore(kind);
        await using ServerUnderTest server = await ServerUnderTest.StartAsync(store);
        using LineClient client = await LineClient.GreetedAsync(server.EndPoints[0]);
        Assert.StartsWith("250", await client.SendAsync(TestMail.Next(TestMail.Small)));

        string path = Path.Combine(store.Folder, removed);
        if (store.IsMaildir)
            Directory.Delete(path, recursive: true);
        else
            File.Delete(path);
        foreach (int size in (int[])[TestMail.Small, TestMail.Large])
            Assert.StartsWith("451 4.3.0", await client.SendAsync(TestMail.Next(size)));

        Assert.Contains(server.Output, line => line.Contains("451", StringComparison.Ordinal) && line.Contains(path, StringComparison.Ordinal));
    }
}
