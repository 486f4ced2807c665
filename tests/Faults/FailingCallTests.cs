using System.Globalization;

namespace SmtpGen.Faults.Tests;

/// <summary>Whichever call fails, in whichever way: what was acknowledged is kept, what was refused is not, and the server goes on.</summary>
public sealed class FailingCallTests
{
    private const int AllFollowing = 1_000_000;

    public static TheoryData<string, int> Cases => new()
    {
        { "maildir", TestMail.Small }, { "maildir", TestMail.Spooled }, { "maildir", TestMail.Large },
        { "sqlite", TestMail.Small }, { "sqlite", TestMail.Spooled }, { "sqlite", TestMail.Large },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Every_call_may_fail_once_or_from_then_on(string kind, int size)
    {
        using var store = new TestStore(kind);
        await using ServerUnderTest server = await ServerUnderTest.StartAsync(store);
        var kept = new List<string>();
        int failures = 0;

        foreach (Calls calls in Enum.GetValues<Calls>())
        {
            foreach (Errno error in Errors(size))
            {
                foreach (int count in (int[])[1, AllFollowing])
                    failures += await FailEachAsync(server, kept, size, calls, error, count);
            }
        }

        Assert.True(failures > 20, $"only {failures} calls failed");
        Assert.Equal(kept.Order(), (await store.ReadAsync()).Order());
        await server.KillAsync();
        Assert.Equal(kept.Order(), (await store.RestartAsync()).Order());
    }

    /// <summary>Lets the first call fail for one message, the second for the next, and so on until a message makes no further call.</summary>
    /// <returns>How many messages met a failure.</returns>
    private static async Task<int> FailEachAsync(
        ServerUnderTest server, List<string> kept, int size, Calls calls, Errno error, int count)
    {
        bool isMaildir = server.Store.IsMaildir;
        int failures = 0;
        for (int number = 1; ; number = Next(number, size))
        {
            string what = string.Create(CultureInfo.InvariantCulture, $"{calls} number {number}, {count} times, {error}");
            string body = TestMail.Next(size);
            // The server takes so many messages in one session, and so many refusals.
            using LineClient client = await LineClient.GreetedAsync(server.EndPoints[0]);
            server.Plan.Fail(calls, error, number, count);
            string answer = await client.SendAsync(body);
            server.Plan.Heal();
            bool hasFailed = server.Plan.Failed > 0;

            // A sync after the first is one of SQLite's own, which moves what was committed from the log to the database.
            if (hasFailed && calls == Calls.Sync && (isMaildir || number == 1))
                Assert.False(answer.StartsWith('2'), $"{what}: {answer}");
            if (answer.StartsWith("250", StringComparison.Ordinal))
                kept.Add(TestMail.Digest(body));
            else
                Assert.True(hasFailed && answer.StartsWith(error == Errno.IoError ? "451 4.3.0" : "452 4.3.1", StringComparison.Ordinal), $"{what}: {answer}");

            string after = TestMail.Next(TestMail.Small);
            Assert.True((await client.SendAsync(after)).StartsWith("250", StringComparison.Ordinal), $"after {what}");
            kept.Add(TestMail.Digest(after));
            if (!hasFailed)
                return failures;
            failures++;
        }
    }

    // Large messages make many calls, of which the later ones are alike: some are tried, in the long form many.
    private static int Next(int number, int size)
        => number < (size == TestMail.Small ? 12 : LongForm.Or(longForm: 64, shortForm: 4)) ? number + 1
            : LongForm.IsAsked ? number + (number / 8) : number * 4;

    private static Errno[] Errors(int size)
        => size == TestMail.Small || LongForm.IsAsked ? Enum.GetValues<Errno>() : [Errno.IoError, Errno.QuotaExceeded];
}
