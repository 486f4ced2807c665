using SmtpGen.Runtime;

namespace SmtpGen.Compiler.Tests;

/// <summary>A protocol that extends another one by what a handler of the other one cannot answer.</summary>
public class ExtendingTests
{
    private static readonly SpecText s_shop = new(
        "/spec/Shop.protocol",
        """
        /// Sells things.
        protocol Shop {
            family coded
            states { initial Open; final Closed }
            connect { => welcome -> Open }
            /// Asks for a price.
            command PRICE (thing: 1*ALPHA) { from Open => priced, unknown -> same }
            command BUY (thing: 1*ALPHA) { from Open => bought -> same }
            command QUIT { from Open => bye -> Closed }
            reply welcome 220 "Open"
            reply priced 250 "Cheap"
            reply unknown 550 "No such thing"
            reply bought 251 "Sold"
            reply bye 221 "Bye"
        }

        """);

    private static readonly SpecText s_market = new(
        "/spec/Market.protocol",
        """
        /// Sells more.
        protocol Market extends Shop {
            change command PRICE (thing: list of 1*ALPHA) { }
            change reply bought (number: number) 251 "Sold {number}"
            command COUNT { from Open => counted -> same }
            reply counted (number: number) 252 "{number}"
            body Order { => ordered -> Open; bad framing => broken -> Closed }
            command ORDER { from Open => go then read Order as dotted }
            reply go 354 "Go"
            reply ordered 253 "Ordered"
            reply broken 554 "Broken"
        }

        """);

    private const string Handler = """
        using System;
        using System.Threading;
        using System.Threading.Tasks;
        using Example.Market;
        using Example.Shop;
        using SmtpGen.Runtime;

        namespace Example;

        internal sealed class Selling : ShopHandler
        {
            public static ServerSession Begin() => new MarketSession(new Selling(), new MarketOptions());

            protected internal override ValueTask<Shop.ShopPriceResult> OnPriceAsync(Shop.ShopPriceArguments arguments, CancellationToken cancellationToken) =>
                new(arguments.Thing.IsPresent ? Shop.ShopPriceResult.Priced() : Shop.ShopPriceResult.Unknown());
        }
        """;

    [Fact]
    public async Task A_handler_of_the_other_one_fails_where_it_is_asked_for_what_it_does_not_know()
    {
        var generation = Generation.Run(s_shop, s_market).EditCode(Handler);
        Assert.Empty(generation.Diagnostics());
        var transport = new ScriptedTransport("PRICE nut bolt\r\nBUY nut\r\nCOUNT\r\nORDER\r\nnuts\r\n.\r\nQUIT\r\n");
        var failures = new List<string>();
        var session = (ServerSession)generation.Load().GetType("Example.Selling")!.GetMethod("Begin")!.Invoke(null, null)!;
        session.HandlerFailed = failure => failures.Add(failure.Message);

        await session.RunAsync(transport, TestContext.Current.CancellationToken);

        Assert.Equal(
            "220 Open\r\n550 No such thing\r\n451 The server failed\r\n451 The server failed\r\n354 Go\r\n451 The server failed\r\n221 Bye\r\n",
            transport.Heard);
        Assert.Equal(3, failures.Count);
        Assert.All(failures, failure => Assert.Contains("derive from MarketAdapter", failure));
    }
}
