using System.Text;

namespace SmtpGen.Storage.Tests;

public sealed class MaildropTests : StoreContract
{
    private const string Bob = "bob@example.com";

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Messages_are_numbered_from_the_oldest_on_with_size_and_body(string kind)
    {
        await using IMaildropStore store = Open(kind);
        string[] bodies = ["first\r\n", "second\r\n", ""];
        foreach (string body in bodies)
            await store.StoreAsync(body, Token);

        await using IMaildrop maildrop = await store.OpenMaildropAsync(Owner(Bob), Token);

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
        await using (IMaildropStore store = Open(kind))
        {
            for (int number = 0; number < 5; number++)
                await store.StoreAsync("x", Token);
            before = await UniqueIdsAsync(store);
        }

        await using IMaildropStore reopened = Open(kind);
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
        await using IMaildropStore store = Open(kind);
        await using IMaildropStore sameStore = Open(kind);
        await using (await store.OpenMaildropAsync(Owner(Bob), Token))
        {
            foreach ((IMaildropStore other, string user) in new[] { (store, Bob), (sameStore, Bob), (store, "BOB@Example.com"), (store, "bob") })
            {
                StoreException failure = await Assert.ThrowsAsync<StoreException>(async () => await other.OpenMaildropAsync(Owner(user), Token));
                Assert.Equal(StoreFailure.InUse, failure.Kind);
                Assert.Contains($"the maildrop of \"{user}\" is open in another session", failure.Message, StringComparison.Ordinal);
            }
        }

        await using IMaildrop again = await store.OpenMaildropAsync(Owner("bob"), Token);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task An_opening_that_fails_locks_nothing(string kind)
    {
        await using IMaildropStore store = Open(kind);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            async () => await store.OpenMaildropAsync(Owner(Bob), new CancellationToken(canceled: true)));
        await using IMaildrop maildrop = await store.OpenMaildropAsync(Owner(Bob), Token);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Messages_that_arrive_meanwhile_are_not_in_an_open_maildrop_and_stay(string kind)
    {
        await using IMaildropStore store = Open(kind);
        await store.StoreAsync("before", Token);
        await using (IMaildrop maildrop = await store.OpenMaildropAsync(Owner(Bob), Token))
        {
            Task<string>[] arriving = [.. Enumerable.Range(0, 20).Select(number => store.StoreAsync($"meanwhile {number}", Token))];
            await maildrop.DeleteAsync([1], Token);
            await Task.WhenAll(arriving);
            Assert.Single(maildrop.Messages);
        }

        await using IMaildrop next = await store.OpenMaildropAsync(Owner(Bob), Token);
        Assert.Equal(20, next.Messages.Count);
        Assert.StartsWith("meanwhile", await ReadTextAsync(next, 1), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task What_was_deleted_is_gone_after_reopening_and_the_rest_is_there(string kind)
    {
        await using (IMaildropStore store = Open(kind))
        {
            foreach (string body in (string[])["one", "two", "three"])
                await store.StoreAsync(body, Token);
            await using IMaildrop maildrop = await store.OpenMaildropAsync(Owner(Bob), Token);
            await maildrop.DeleteAsync([3, 1, 3], Token);
            // Another process sees it at once: nothing waits for the store to be closed.
            await using IMaildropStore reader = Open(kind, StoreAccess.Read);
            Assert.Equal("two", await reader.ReadTextAsync(Assert.Single(await reader.ListAllAsync(Token)).Id, Token));
        }

        await using IMaildropStore reopened = Open(kind);
        StoredMessage left = Assert.Single(await reopened.ListAllAsync(Token));
        Assert.Equal("two", await reopened.ReadTextAsync(left.Id, Token));
        Assert.Equal("alice@example.org", left.Envelope.ReversePath);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_session_that_breaks_off_deletes_nothing(string kind)
    {
        await using IMaildropStore store = Open(kind);
        await store.StoreAsync("kept", Token);
        await (await store.OpenMaildropAsync(Owner(Bob), Token)).DisposeAsync();
        Assert.Single(await store.ListAllAsync(Token));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_number_that_no_message_has_deletes_nothing(string kind)
    {
        await using IMaildropStore store = Open(kind);
        await store.StoreAsync("kept", Token);
        await using IMaildrop maildrop = await store.OpenMaildropAsync(Owner(Bob), Token);
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
        await using IMaildropStore store = Open(kind);
        await store.StoreAsync("x", Token);
        await using IMaildrop maildrop = await store.OpenMaildropAsync(Owner(Bob), Token);
        await maildrop.DeleteAsync([1], Token);
        await maildrop.DeleteAsync([1], Token);
        StoreException failure = await Assert.ThrowsAsync<StoreException>(async () => await maildrop.OpenAsync(1, Token));
        Assert.Equal(StoreFailure.NotFound, failure.Kind);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_maildrop_of_a_store_opened_for_reading_deletes_nothing(string kind)
    {
        await using (IMaildropStore store = Open(kind))
            await store.StoreAsync("x", Token);
        await using IMaildropStore reader = Open(kind, StoreAccess.Read);
        await using IMaildrop maildrop = await reader.OpenMaildropAsync(Owner(Bob), Token);
        Assert.Equal("x\r\n", await ReadTextAsync(maildrop, 1));
        StoreException failure = await Assert.ThrowsAsync<StoreException>(async () => await maildrop.DeleteAsync([1], Token));
        Assert.Equal(StoreFailure.ReadOnly, failure.Kind);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_disposed_maildrop_refuses_everything(string kind)
    {
        await using IMaildropStore store = Open(kind);
        await store.StoreAsync("x", Token);
        IMaildrop maildrop = await store.OpenMaildropAsync(Owner(Bob), Token);
        await maildrop.DisposeAsync();
        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await maildrop.OpenAsync(1, Token));
        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await maildrop.DeleteAsync([1], Token));
    }

    private static MaildropOwner Owner(string user) => MaildropOwner.Of(user, "example.com");

    private static async Task<string[]> UniqueIdsAsync(IMaildropStore store)
    {
        await using IMaildrop maildrop = await store.OpenMaildropAsync(Owner(Bob), Token);
        return [.. maildrop.Messages.Select(message => message.UniqueId)];
    }

    private static async Task<string> ReadTextAsync(IMaildrop maildrop, int number)
    {
        using var reader = new StreamReader(await maildrop.OpenAsync(number, Token), Encoding.UTF8);
        return await reader.ReadToEndAsync(Token);
    }
}
