namespace SmtpGen.Storage.Tests;

/// <summary>Listings from the newest message on, page by page.</summary>
public sealed class NewestFirstTests : StoreContract
{
    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Messages_come_newest_first_and_those_before_one_go_on_where_it_was(string kind)
    {
        await using IMaildropStore store = Open(kind);
        var ids = new List<string>();
        for (int number = 0; number < 150; number++)
            ids.Add(await store.StoreAsync("x", Token));
        ids.Reverse();

        Assert.Equal(ids, await IdsAsync(store, null));
        Assert.Equal(ids[100..], await IdsAsync(store, ids[99]));
        await store.DeleteAsync([ids[99]], Token);
        Assert.Equal(ids[100..], await IdsAsync(store, ids[99]));
        Assert.Empty(await IdsAsync(store, ids[^1]));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task What_is_no_id_is_not_found(string kind)
    {
        await using IMaildropStore store = Open(kind);
        await store.StoreAsync("x", Token);
        StoreException failure = await Assert.ThrowsAsync<StoreException>(() => IdsAsync(store, "abc"));
        Assert.Equal(StoreFailure.NotFound, failure.Kind);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_listing_goes_on_while_messages_are_deleted(string kind)
    {
        await using IMaildropStore store = Open(kind);
        for (int number = 0; number < 300; number++)
            await store.StoreAsync("Subject: x\r\n\r\n", Token);
        await using IMaildropStore reader = Open(kind, StoreAccess.Read);
        int count = 0;
        await foreach (StoredMessage message in reader.ListNewestAsync(cancellationToken: Token))
        {
            Assert.Equal(("x", 1), (message.Subject, message.Envelope.Recipients.Count));
            if (count++ == 0)
                await store.DeleteAsync([.. (await store.ListAllAsync(Token)).Skip(50).Take(200).Select(other => other.Id)], Token);
        }

        Assert.InRange(count, 100, 300);
        Assert.Equal(100, (await store.ListAllAsync(Token)).Count);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task What_is_deleted_is_gone_for_all_its_recipients_and_after_reopening(string kind)
    {
        string kept;
        await using (IMaildropStore store = Open(kind))
        {
            string[] gone = [await store.StoreAsync(Messages.Envelope("bob@example.com", "carol@example.com"), "x"u8.ToArray(), Token), await store.StoreAsync("y", Token)];
            kept = await store.StoreAsync("z", Token);
            await store.DeleteAsync([.. gone, gone[0]], Token);
            await store.DeleteAsync([gone[0], "none"], Token);
            await store.DeleteAsync([], Token);
        }

        await using IMaildropStore reopened = Open(kind);
        Assert.Equal([kept], await IdsAsync(reopened, null));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_store_opened_for_reading_deletes_nothing(string kind)
    {
        await using (IMaildropStore store = Open(kind))
            await store.StoreAsync("x", Token);
        await using IMaildropStore reader = Open(kind, StoreAccess.Read);
        string id = Assert.Single(await IdsAsync(reader, null));
        StoreException failure = await Assert.ThrowsAsync<StoreException>(async () => await reader.DeleteAsync([id], Token));
        Assert.Equal(StoreFailure.ReadOnly, failure.Kind);
    }

    private static async Task<List<string>> IdsAsync(IMaildropStore store, string? before)
    {
        var ids = new List<string>();
        await foreach (StoredMessage message in store.ListNewestAsync(before, Token))
            ids.Add(message.Id);
        return ids;
    }
}
