using System.Globalization;

namespace SmtpGen.Faults.Tests;

/// <summary>Whichever call of a deletion fails: what a client was told is gone is gone.</summary>
public sealed class FailingDeletionTests
{
    private static readonly Calls[] s_calls = [Calls.Unlink, Calls.Write, Calls.Sync];

    [Theory]
    [MemberData(nameof(TestStore.Kinds), MemberType = typeof(TestStore))]
    public async Task Every_call_of_a_deletion_may_fail(string kind)
    {
        using var store = new TestStore(kind);
        using var users = new UsersFile();
        await using ServerUnderTest server = await ServerUnderTest.StartAsync(store, users.Options);
        using LineClient sender = await LineClient.GreetedAsync(server.EndPoints[0]);
        int refused = 0;

        foreach (Calls calls in s_calls)
        {
            for (int number = 1; ; number++)
            {
                string what = string.Create(CultureInfo.InvariantCulture, $"{calls} number {number}");
                await sender.SendAsync(TestMail.Next(TestMail.Small));
                string answer = await DeleteAllAsync(server, () => server.Plan.Fail(calls, Errno.IoError, number));
                bool hasFailed = server.Plan.Failed > 0;
                server.Plan.Heal();

                bool isDeleted = answer.StartsWith("+OK", StringComparison.Ordinal);
                int left = (await store.ReadAsync()).Count;
                Assert.True(isDeleted ? left == 0 : hasFailed, $"{what}: {answer}, and {left} messages are left");
                // A sync after the first is one of SQLite's own, which moves what was committed from the log to the database.
                if (hasFailed && calls == Calls.Sync && (store.IsMaildir || number == 1))
                    Assert.False(isDeleted, $"{what}: {answer}");
                // SQLite deletes all or nothing.
                if (!isDeleted && !store.IsMaildir)
                    Assert.NotEqual(0, left);
                refused += isDeleted ? 0 : 1;
                if (!hasFailed)
                    break;
            }
        }

        Assert.True(refused >= 2, $"only {refused} deletions failed");
        Assert.StartsWith("+OK", await DeleteAllAsync(server, () => { }));
        await server.KillAsync();
        Assert.Empty(await store.RestartAsync());
    }

    /// <summary>The answer to the QUIT of a session that has marked all messages.</summary>
    private static async Task<string> DeleteAllAsync(ServerUnderTest server, Action beforeQuit)
    {
        using LineClient reader = await UsersFile.OpenMaildropAsync(server);
        int count = int.Parse((await reader.SayAsync("STAT")).Split(' ')[1], CultureInfo.InvariantCulture);
        for (int number = 1; number <= count; number++)
            await reader.RequireAsync($"DELE {number}", "+OK");
        beforeQuit();
        return await reader.SayAsync("QUIT");
    }
}
