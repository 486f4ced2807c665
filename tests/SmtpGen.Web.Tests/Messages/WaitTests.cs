using SmtpGen.Envelopes;
using SmtpGen.Storage;
using SmtpGen.Web.Tests.Api;

namespace SmtpGen.Web.Tests.Messages;

public sealed class WaitTests
{
    [Theory]
    [InlineData("sqlite")]
    [InlineData("maildir")]
    public async Task A_message_that_comes_later_ends_the_wait(string kind)
    {
        await using var host = await PageHost.StartAsync(kind);
        var waiting = host.GetAsync("/api/v1/messages/wait?to=carol&subject=welcome&timeout=20s");
        await host.StoreAsync("Subject: Welcome\n\nnot for her");
        await Task.Delay(200, PageHost.Cancellation);
        Assert.False(waiting.IsCompleted);
        string id = await host.StoreAsync("Subject: Welcome\n\nthe code is 123", to: "carol@example.com");
        var found = await waiting;
        Assert.Equal(id, (string?)found["summary"]!["id"]);
        Assert.Equal("the code is 123", (string?)found["text"]);
    }

    [Fact]
    public async Task A_message_that_another_process_stores_ends_the_wait()
    {
        await using var host = await PageHost.StartAsync("maildir");
        var waiting = host.GetAsync("/api/v1/messages/wait?query=foreign&timeout=20s");
        await Task.Delay(200, PageHost.Cancellation);
        await File.WriteAllTextAsync(Path.Combine(host.StorePath, "new", $"{DateTimeOffset.UtcNow.ToUnixTimeSeconds()}.M1P2.host"), "Subject: foreign\n\ntext", PageHost.Cancellation);
        Assert.Equal("foreign", (string?)(await waiting)["summary"]!["subject"]);
    }

    [Fact]
    public async Task One_that_is_there_already_is_found_unless_it_is_old()
    {
        await using var host = await PageHost.StartAsync();
        var old = new ReceivedEnvelope { ReversePath = "a@b", Recipients = [new Recipient("c@d")], ReceivedAt = DateTimeOffset.Now.AddMinutes(-10) };
        string first = await host.StoreAsync("Subject: code\r\n\r\nold"u8.ToArray(), old);
        string second = await host.StoreAsync("Subject: code\n\nfirst");
        string third = await host.StoreAsync("Subject: code\n\nsecond");
        Assert.Equal(second, await WaitAsync("subject=code"));
        Assert.Equal(third, await WaitAsync($"subject=code&after={second}"));
        Assert.Equal(second, await WaitAsync($"subject=code&after={first}"));
        Assert.Equal(first, await WaitAsync("subject=code&after=2020-01-01T00:00:00Z"));

        async Task<string?> WaitAsync(string query) => (string?)(await host.GetAsync($"/api/v1/messages/wait?{query}"))["summary"]!["id"];
    }

    [Fact]
    public async Task When_nothing_comes_the_answer_is_404_in_words()
    {
        await using var host = await PageHost.StartAsync();
        await host.StoreAsync("Subject: other\n\ntext");
        Assert.Equal((404, "no message that fits came within 0.3 seconds"), await host.RefusedAsync("/api/v1/messages/wait?subject=code&timeout=300ms"));
    }
}
