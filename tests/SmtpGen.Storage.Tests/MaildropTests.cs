using System.Text;

namespace SmtpGen.Storage.Tests;

public sealed class MaildropTests : StoreContract
{
    private const string Bob = "bob@example.com";

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Messages_are_numbered_from_the_oldest_on_with_size_and_body(string kind)
    {
        await using IMessageStore store = Open(kind);
        string[] bodies = ["first", "second\r\n", ""];
        foreach (string body in bodies)
            await store.StoreAsync(body, Token);

        await using IMaildrop maildrop = await store.OpenMaildropAsync(Bob, Token);

        Assert.Equal([1, 2, 3], maildrop.Messages.Select(message => message.Number));
        Assert.Equal(bodies.Select(body => (long)body.Length), maildrop.Messages.Select(message => message.Size));
        foreach (MaildropMessage message in maildrop.Messages)
            Assert.Equal(bodies[message.Number - 1], await ReadTextAsync(maildrop, message.Number));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Unique_ids_are_printable_short_distinct_and_the_same_at_every_opening(string kind)
    {
        string[] before;
        await using (IMessageStore store = Open(kind))
        {
            for (int number = 0; number < 5; number++)
                await store.StoreAsync("x", Token);
            before = await UniqueIdsAsync(store);
        }

        await using IMessageStore reopened = Open(kind);
        await reopened.StoreAsync("later", Token);
        string[] after = await UniqueIdsAsync(reopened);

        Assert.Equal(before, after[..5]);
        Assert.Equal(6, after.Distinct().Count());
        Assert.All(after, id => Assert.Matches("^[!-~]{1,70}$", id));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_maildrop_that_is_open_is_in_use_until_it_is_disposed(string kind)
    {
        await using IMessageStore store = Open(kind);
        await using IMessageStore sameStore = Open(kind);
        await using (await store.OpenMaildropAsync(Bob, Token))
        {
            foreach ((IMessageStore other, string user) in new[] { (store, Bob), (sameStore, Bob), (store, "BOB@Example.com"), (store, "bob") })
            {
                StoreException failure = await Assert.ThrowsAsync<StoreException>(async () => await other.OpenMaildropAsync(user, Token));
                Assert.Equal(StoreFailure.InUse, failure.Kind);
                Assert.Contains($"the maildrop of \"{user}\" is open in another session", failure.Message, StringComparison.Ordinal);
            }
        }

        await using IMaildrop again = await store.OpenMaildropAsync("bob", Token);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task An_opening_that_fails_locks_nothing(string kind)
    {
        await using IMessageStore store = Open(kind);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            async () => await store.OpenMaildropAsync(Bob, new CancellationToken(canceled: true)));
        await using IMaildrop maildrop = await store.OpenMaildropAsync(Bob, Token);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Messages_that_arrive_meanwhile_are_not_in_an_open_maildrop_and_stay(string kind)
    {
        await using IMessageStore store = Open(kind);
        await store.StoreAsync("before", Token);
        await using (IMaildrop maildrop = await store.OpenMaildropAsync(Bob, Token))
        {
            Task<string>[] arriving = [.. Enumerable.Range(0, 20).Select(number => store.StoreAsync($"meanwhile {number}", Token))];
            await maildrop.DeleteAsync([1], Token);
            await Task.WhenAll(arriving);
            Assert.Single(maildrop.Messages);
        }

        await using IMaildrop next = await store.OpenMaildropAsync(Bob, Token);
        Assert.Equal(20, next.Messages.Count);
        Assert.StartsWith("meanwhile", await ReadTextAsync(next, 1), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task What_was_deleted_is_gone_after_reopening_and_the_rest_is_there(string kind)
    {
        await using (IMessageStore store = Open(kind))
        {
            foreach (string body in (string[])["one", "two", "three"])
                await store.StoreAsync(body, Token);
            await using IMaildrop maildrop = await store.OpenMaildropAsync(Bob, Token);
            await maildrop.DeleteAsync([3, 1, 3], Token);
            // Another process sees it at once: nothing waits for the store to be closed.
            await using IMessageStore reader = Open(kind, StoreAccess.Read);
            Assert.Equal("two", await reader.ReadTextAsync(Assert.Single(await reader.ListAllAsync(Token)).Id, Token));
        }

        await using IMessageStore reopened = Open(kind);
        StoredMessage left = Assert.Single(await reopened.ListAllAsync(Token));
        Assert.Equal("two", await reopened.ReadTextAsync(left.Id, Token));
        Assert.Equal("alice@example.org", left.Envelope.ReversePath);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_session_that_breaks_off_deletes_nothing(string kind)
    {
        await using IMessageStore store = Open(kind);
        await store.StoreAsync("kept", Token);
        await (await store.OpenMaildropAsync(Bob, Token)).DisposeAsync();
        Assert.Single(await store.ListAllAsync(Token));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_number_that_no_message_has_deletes_nothing(string kind)
    {
        await using IMessageStore store = Open(kind);
        await store.StoreAsync("kept", Token);
        await using IMaildrop maildrop = await store.OpenMaildropAsync(Bob, Token);
        foreach (int number in (int[])[0, 2, -1])
        {
            await Assert.ThrowsAsync<ArgumentOutOfRangeException>(async () => await maildrop.DeleteAsync([1, number], Token));
            await Assert.ThrowsAsync<ArgumentOutOfRangeException>(async () => await maildrop.OpenAsync(number, Token));
        }

        await maildrop.DeleteAsync([], Token);
        Assert.Single(await store.ListAllAsync(Token));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_message_that_is_gone_is_not_found_and_may_be_deleted_again(string kind)
    {
        await using IMessageStore store = Open(kind);
        await store.StoreAsync("x", Token);
        await using IMaildrop maildrop = await store.OpenMaildropAsync(Bob, Token);
        await maildrop.DeleteAsync([1], Token);
        await maildrop.DeleteAsync([1], Token);
        StoreException failure = await Assert.ThrowsAsync<StoreException>(async () => await maildrop.OpenAsync(1, Token));
        Assert.Equal(StoreFailure.NotFound, failure.Kind);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_maildrop_of_a_store_opened_for_reading_deletes_nothing(string kind)
    {
        await using (IMessageStore store = Open(kind))
            await store.StoreAsync("x", Token);
        await using IMessageStore reader = Open(kind, StoreAccess.Read);
        await using IMaildrop maildrop = await reader.OpenMaildropAsync(Bob, Token);
        Assert.Equal("x", await ReadTextAsync(maildrop, 1));
        StoreException failure = await Assert.ThrowsAsync<StoreException>(async () => await maildrop.DeleteAsync([1], Token));
        Assert.Equal(StoreFailure.ReadOnly, failure.Kind);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_disposed_maildrop_refuses_everything(string kind)
    {
        await using IMessageStore store = Open(kind);
        await store.StoreAsync("x", Token);
        IMaildrop maildrop = await store.OpenMaildropAsync(Bob, Token);
        await maildrop.DisposeAsync();
        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await maildrop.OpenAsync(1, Token));
        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await maildrop.DeleteAsync([1], Token));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_user_without_a_name_has_no_maildrop(string kind)
    {
        await using IMessageStore store = Open(kind);
        await Assert.ThrowsAsync<ArgumentException>(async () => await store.OpenMaildropAsync(" ", Token));
    }

    private static async Task<string[]> UniqueIdsAsync(IMessageStore store)
    {
        await using IMaildrop maildrop = await store.OpenMaildropAsync(Bob, Token);
        return [.. maildrop.Messages.Select(message => message.UniqueId)];
    }

    private static async Task<string> ReadTextAsync(IMaildrop maildrop, int number)
    {
        using var reader = new StreamReader(await maildrop.OpenAsync(number, Token), Encoding.UTF8);
        return await reader.ReadToEndAsync(Token);
    }
}
