namespace SmtpGen.Faults.Tests;

/// <summary>An answer that makes the server responsible leaves when nothing can be lost any more.</summary>
public sealed class DurabilityTests
{
    [Theory]
    [MemberData(nameof(TestStore.Kinds), MemberType = typeof(TestStore))]
    public async Task A_message_is_on_disk_with_its_name_before_its_250(string kind)
    {
        using var store = new TestStore(kind);
        await using ServerUnderTest server = await ServerUnderTest.StartAsync(store);
        using LineClient client = await LineClient.GreetedAsync(server.EndPoints[0]);

        int[] sizes = [TestMail.Small, TestMail.Spooled, TestMail.Large, TestMail.Small];
        foreach (int size in sizes)
            Assert.StartsWith("250 2.0.0 Stored as", await client.SendAsync(TestMail.Next(size)));

        var check = DurabilityCheck.Of(server.Calls, answer => answer.StartsWith("250 2.0.0 Stored as", StringComparison.Ordinal));
        Assert.Empty(check.Violations);
        Assert.Equal(sizes.Length, check.SyncsBeforeAnswers.Count);
        // The message's file, its envelope and the two folders; or the log.
        Assert.All(check.SyncsBeforeAnswers, syncs => Assert.True(syncs >= (store.IsMaildir ? 4 : 1), $"{syncs} syncs"));
    }

    [Theory]
    [MemberData(nameof(TestStore.Kinds), MemberType = typeof(TestStore))]
    public async Task A_deletion_is_on_disk_before_the_answer_to_QUIT(string kind)
    {
        using var store = new TestStore(kind);
        using var users = new UsersFile();
        await using ServerUnderTest server = await ServerUnderTest.StartAsync(store, users.Options);
        using (LineClient client = await LineClient.GreetedAsync(server.EndPoints[0]))
        {
            for (int number = 0; number < 3; number++)
                Assert.StartsWith("250", await client.SendAsync(TestMail.Next(number == 0 ? TestMail.Large : TestMail.Small)));
        }

        using LineClient reader = await UsersFile.OpenMaildropAsync(server);
        await reader.RequireAsync("DELE 1", "+OK");
        await reader.RequireAsync("DELE 3", "+OK");
        int before = server.Calls.Count;
        await reader.RequireAsync("QUIT", "+OK");

        List<RecordedCall> calls = server.Calls;
        var check = DurabilityCheck.Of(calls, answer => answer.StartsWith("+OK", StringComparison.Ordinal));
        Assert.Empty(check.Violations);
        Assert.Contains(calls.Skip(before), call => call.IsDone("sync"));
        Assert.Single(await store.ReadAsync());
    }
}
