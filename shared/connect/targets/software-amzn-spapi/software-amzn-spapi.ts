import { csproj, libraryTarget, runWithExec, withDotnet } from '../library.ts';

// The builder of an API does not take an address, and would always call North America.
const program = (api: string, name: string, call: string) => `using System;
using software.amzn.spapi.Api.${api};
using software.amzn.spapi.Auth;
using software.amzn.spapi.Client;

public static class FirstCall
{
    public static int Main()
    {
        if (Environment.GetEnvironmentVariable("SP_API_CLIENT_ID") is null)
        {
            Console.Error.WriteLine("${runWithExec('software.amzn.spapi', 'dotnet run')}");
            return 1;
        }
        var configuration = new Configuration
        {
            BasePath = Environment.GetEnvironmentVariable("SP_API_BASE_URL"),
            AuthorizationCredentials = new LWAAuthorizationCredentials
            {
                ClientId = Environment.GetEnvironmentVariable("SP_API_CLIENT_ID"),
                ClientSecret = Environment.GetEnvironmentVariable("SP_API_CLIENT_SECRET"),
                RefreshToken = Environment.GetEnvironmentVariable("SP_API_REFRESH_TOKEN"),
                Endpoint = new Uri(Environment.GetEnvironmentVariable("SP_API_OAUTH_URL")),
            },
        };
        try
        {
            Console.WriteLine(new ${name}(configuration).${call}.ToJson());
            return 0;
        }
        catch (Exception error)
        {
            Console.Error.WriteLine(error.Message);
            return 1;
        }
    }
}
`;

/** Amazon's SDK for C#. */
export const amazonSdkForCsharp = libraryTarget({
  name: 'software.amzn.spapi',
  about: "C#: a program that makes the first call with Amazon's SDK",
  manifest: csproj('software.amzn.spapi', '1.14.0'),
  program: {
    path: 'FirstCall.cs',
    seller: program('sellers.v1', 'SellersApi', 'GetMarketplaceParticipations()'),
    vendor: program(
      'vendor.orders.v1',
      'VendorOrdersApi',
      'GetPurchaseOrders(limit: 1, createdAfter: DateTime.UtcNow.AddDays(-6))',
    ),
  },
  ...withDotnet,
});
