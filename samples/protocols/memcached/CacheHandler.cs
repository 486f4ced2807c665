using System.Globalization;
using Samples.Memcached;
using SmtpGen.Runtime;

namespace Samples;

/// <summary>Serves one client.</summary>
public sealed class CacheHandler(Cache cache) : MemcachedHandler
{
    protected internal override async ValueTask<MemcachedGetResult> OnGetAsync(MemcachedGetArguments arguments, MemcachedGetSender send, CancellationToken cancellationToken)
    {
        foreach (CommandText key in arguments.Keys)
        {
            if (cache.Get(key.Span) is { } item)
                await send.ValueAsync(item.Key, item.Flags, item.Value);
        }

        return MemcachedGetResult.End();
    }

    protected internal override async ValueTask<MemcachedGetsResult> OnGetsAsync(MemcachedGetsArguments arguments, MemcachedGetsSender send, CancellationToken cancellationToken)
    {
        foreach (CommandText key in arguments.Keys)
        {
            if (cache.Get(key.Span) is { } item)
                await send.UniqueValueAsync(item.Key, item.Flags, item.Value, Text(item.Unique));
        }

        return MemcachedGetsResult.End();
    }

    protected internal override ValueTask<MemcachedSetResult> OnSetAsync(MemcachedSetArguments arguments, CancellationToken cancellationToken) =>
        new(MemcachedSetResult.Of(Store(StoreMode.Set, arguments.Key, arguments.Flags, arguments.Exptime, arguments.Value, arguments.Noreply)));

    protected internal override ValueTask<MemcachedAddResult> OnAddAsync(MemcachedAddArguments arguments, CancellationToken cancellationToken) =>
        new(MemcachedAddResult.Of(Store(StoreMode.Add, arguments.Key, arguments.Flags, arguments.Exptime, arguments.Value, arguments.Noreply)));

    protected internal override ValueTask<MemcachedReplaceResult> OnReplaceAsync(MemcachedReplaceArguments arguments, CancellationToken cancellationToken) =>
        new(MemcachedReplaceResult.Of(Store(StoreMode.Replace, arguments.Key, arguments.Flags, arguments.Exptime, arguments.Value, arguments.Noreply)));

    protected internal override ValueTask<MemcachedAppendResult> OnAppendAsync(MemcachedAppendArguments arguments, CancellationToken cancellationToken) =>
        new(MemcachedAppendResult.Of(Store(StoreMode.Append, arguments.Key, arguments.Flags, arguments.Exptime, arguments.Value, arguments.Noreply)));

    protected internal override ValueTask<MemcachedPrependResult> OnPrependAsync(MemcachedPrependArguments arguments, CancellationToken cancellationToken) =>
        new(MemcachedPrependResult.Of(Store(StoreMode.Prepend, arguments.Key, arguments.Flags, arguments.Exptime, arguments.Value, arguments.Noreply)));

    protected internal override ValueTask<MemcachedCasResult> OnCasAsync(MemcachedCasArguments arguments, CancellationToken cancellationToken) =>
        new(MemcachedCasResult.Of(Store(StoreMode.CompareAndSwap, arguments.Key, arguments.Flags, arguments.Exptime, arguments.Value, arguments.Noreply, arguments.Unique!.Value)));

    protected internal override ValueTask<MemcachedDeleteResult> OnDeleteAsync(MemcachedDeleteArguments arguments, CancellationToken cancellationToken)
    {
        bool isThere = cache.Delete(arguments.Key.Span);
        return new(arguments.Noreply.IsPresent ? MemcachedDeleteResult.Nothing() : isThere ? MemcachedDeleteResult.Deleted() : MemcachedDeleteResult.NotFound());
    }

    protected internal override ValueTask<MemcachedIncrResult> OnIncrAsync(MemcachedIncrArguments arguments, CancellationToken cancellationToken)
    {
        var outcome = cache.Count(arguments.Key.Span, arguments.Delta!.Value, isUp: true, out ulong number);
        return new(arguments.Noreply.IsPresent ? MemcachedIncrResult.Nothing()
            : outcome == CacheOutcome.Stored ? MemcachedIncrResult.Number(Text(number))
            : MemcachedIncrResult.Of(Reply(outcome)));
    }

    protected internal override ValueTask<MemcachedDecrResult> OnDecrAsync(MemcachedDecrArguments arguments, CancellationToken cancellationToken)
    {
        var outcome = cache.Count(arguments.Key.Span, arguments.Delta!.Value, isUp: false, out ulong number);
        return new(arguments.Noreply.IsPresent ? MemcachedDecrResult.Nothing()
            : outcome == CacheOutcome.Stored ? MemcachedDecrResult.Number(Text(number))
            : MemcachedDecrResult.Of(Reply(outcome)));
    }

    protected internal override ValueTask<MemcachedTouchResult> OnTouchAsync(MemcachedTouchArguments arguments, CancellationToken cancellationToken)
    {
        bool isThere = cache.Touch(arguments.Key.Span, Seconds(arguments.Exptime));
        return new(arguments.Noreply.IsPresent ? MemcachedTouchResult.Nothing() : isThere ? MemcachedTouchResult.Touched() : MemcachedTouchResult.NotFound());
    }

    protected internal override ValueTask<MemcachedFlushAllResult> OnFlushAllAsync(MemcachedFlushAllArguments arguments, CancellationToken cancellationToken)
    {
        cache.Flush((long)(arguments.Delay ?? 0));
        return new(arguments.Noreply.IsPresent ? MemcachedFlushAllResult.Nothing() : MemcachedFlushAllResult.Ok());
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
