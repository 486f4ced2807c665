using System.Globalization;
using Samples.Memcached;
using SmtpGen.Runtime;

namespace Samples;

/// <summary>Serves one client.</summary>
public sealed class CacheHandler(Cache cache) : MemcachedHandler
{
    protected internal override async ValueTask<GetResult> OnGetAsync(GetArguments arguments, GetSender send, CancellationToken cancellationToken)
    {
        foreach (CommandText key in arguments.Keys)
        {
            if (cache.Get(key.Span) is { } item)
                await send.ValueAsync(item.Key, item.Flags, item.Value);
        }

        return GetResult.End;
    }

    protected internal override async ValueTask<GetsResult> OnGetsAsync(GetsArguments arguments, GetsSender send, CancellationToken cancellationToken)
    {
        foreach (CommandText key in arguments.Keys)
        {
            if (cache.Get(key.Span) is { } item)
                await send.UniqueValueAsync(item.Key, item.Flags, item.Value, Text(item.Unique));
        }

        return GetsResult.End;
    }

    protected internal override ValueTask<SetResult> OnSetAsync(SetArguments arguments, CancellationToken cancellationToken) =>
        new(SetResult.Of(Store(StoreMode.Set, arguments.Key, arguments.Flags, arguments.Exptime, arguments.Value, arguments.Noreply)));

    protected internal override ValueTask<AddResult> OnAddAsync(AddArguments arguments, CancellationToken cancellationToken) =>
        new(AddResult.Of(Store(StoreMode.Add, arguments.Key, arguments.Flags, arguments.Exptime, arguments.Value, arguments.Noreply)));

    protected internal override ValueTask<ReplaceResult> OnReplaceAsync(ReplaceArguments arguments, CancellationToken cancellationToken) =>
        new(ReplaceResult.Of(Store(StoreMode.Replace, arguments.Key, arguments.Flags, arguments.Exptime, arguments.Value, arguments.Noreply)));

    protected internal override ValueTask<AppendResult> OnAppendAsync(AppendArguments arguments, CancellationToken cancellationToken) =>
        new(AppendResult.Of(Store(StoreMode.Append, arguments.Key, arguments.Flags, arguments.Exptime, arguments.Value, arguments.Noreply)));

    protected internal override ValueTask<PrependResult> OnPrependAsync(PrependArguments arguments, CancellationToken cancellationToken) =>
        new(PrependResult.Of(Store(StoreMode.Prepend, arguments.Key, arguments.Flags, arguments.Exptime, arguments.Value, arguments.Noreply)));

    protected internal override ValueTask<CasResult> OnCasAsync(CasArguments arguments, CancellationToken cancellationToken) =>
        new(CasResult.Of(Store(StoreMode.CompareAndSwap, arguments.Key, arguments.Flags, arguments.Exptime, arguments.Value, arguments.Noreply, arguments.Unique!.Value)));

    protected internal override ValueTask<DeleteResult> OnDeleteAsync(DeleteArguments arguments, CancellationToken cancellationToken)
    {
        bool isThere = cache.Delete(arguments.Key.Span);
        return new(arguments.Noreply.IsPresent ? DeleteResult.Nothing : isThere ? DeleteResult.Deleted : DeleteResult.NotFound);
    }

    protected internal override ValueTask<IncrResult> OnIncrAsync(IncrArguments arguments, CancellationToken cancellationToken)
    {
        var outcome = cache.Count(arguments.Key.Span, arguments.Delta!.Value, isUp: true, out ulong number);
        return new(arguments.Noreply.IsPresent ? IncrResult.Nothing
            : outcome == CacheOutcome.Stored ? IncrResult.Number(Text(number))
            : IncrResult.Of(Reply(outcome)));
    }

    protected internal override ValueTask<DecrResult> OnDecrAsync(DecrArguments arguments, CancellationToken cancellationToken)
    {
        var outcome = cache.Count(arguments.Key.Span, arguments.Delta!.Value, isUp: false, out ulong number);
        return new(arguments.Noreply.IsPresent ? DecrResult.Nothing
            : outcome == CacheOutcome.Stored ? DecrResult.Number(Text(number))
            : DecrResult.Of(Reply(outcome)));
    }

    protected internal override ValueTask<TouchResult> OnTouchAsync(TouchArguments arguments, CancellationToken cancellationToken)
    {
        bool isThere = cache.Touch(arguments.Key.Span, Seconds(arguments.Exptime));
        return new(arguments.Noreply.IsPresent ? TouchResult.Nothing : isThere ? TouchResult.Touched : TouchResult.NotFound);
    }

    protected internal override ValueTask<FlushAllResult> OnFlushAllAsync(FlushAllArguments arguments, CancellationToken cancellationToken)
    {
        cache.Flush((long)(arguments.Delay ?? 0));
        return new(arguments.Noreply.IsPresent ? FlushAllResult.Nothing : FlushAllResult.Ok);
    }

    private MemcachedReply Store(StoreMode mode, CommandText key, ulong? flags, CommandText exptime, CommandText value, CommandText noreply, ulong unique = 0)
    {
        var outcome = cache.Store(mode, key.Span, (long)flags!.Value, Seconds(exptime), value.Span, unique);
        return noreply.IsPresent ? MemcachedReply.Nothing : Reply(outcome);
    }

    private static MemcachedReply Reply(CacheOutcome outcome) => outcome switch
    {
        CacheOutcome.Stored => MemcachedReply.Stored,
        CacheOutcome.NotStored => MemcachedReply.NotStored,
        CacheOutcome.Exists => MemcachedReply.Exists,
        CacheOutcome.NotFound => MemcachedReply.NotFound,
        CacheOutcome.NotANumber => MemcachedReply.NotANumber,
        CacheOutcome.TooLarge => MemcachedReply.TooLarge,
        _ => MemcachedReply.OutOfMemory,
    };

    private static long Seconds(CommandText exptime) => long.Parse(exptime.Span, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);

    private static string Text(ulong number) => number.ToString(CultureInfo.InvariantCulture);
}
