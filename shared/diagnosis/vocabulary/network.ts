import type { Meaning } from './meaning.ts';

const NODE = 'https://nodejs.org/api/errors.html#common-system-errors';
const CURL = 'https://curl.se/libcurl/c/libcurl-errors.html';
const family = 'network' as const;
const unanswered = true as const;

/**
 * Connections that fail, as Node and undici, Python (requests, urllib3, botocore), Java, .NET, Go, PHP, Ruby and curl say it.
 * They count only where no answer came: a status is an answer.
 */
export const NETWORK_MEANINGS: readonly Meaning[] = [
  {
    id: 'net-name-not-resolved',
    family,
    sure: 'certain',
    unanswered,
    words: [
      /getaddrinfo|name resolution|name or service not known|nodename nor servname|no such host|could ?n[o']t resolve (host|proxy)|could not resolve/,
      /name could not be resolved|failed to resolve|unknown ?host|no address associated|the remote name could not|dns (lookup|resolution)|lookup [^.|]{0,40}: no such/,
      /curl error (5|6)\b|nameresolutionerror/,
    ],
    codes:
      'ENOTFOUND EAI_AGAIN EAI_NONAME gaierror NameResolutionError UnknownHostException SocketError HostNotFound NXDOMAIN UnresolvedAddressException CURLE_COULDNT_RESOLVE_HOST ENODATA ESERVFAIL',
    cause: 'The name of the host could not be resolved.',
    remedy:
      'Check DNS, the VPC, the proxy and the spelling of the host. From another network the same name resolves.',
    source: NODE,
  },
  {
    id: 'net-certificate',
    family,
    sure: 'certain',
    unanswered,
    words: [
      /certificate[^.|]{0,40}(verify|verification|expired|invalid|unknown|not trusted|self.signed|has expired|problem)|self.signed certificate|unable to get (local )?issuer/,
      /pkix path building|unable to find valid certification path|remote certificate is invalid|x509|trust relationship for the ssl/,
      /curl error (60|77|58)\b/,
    ],
    codes:
      'CERT_HAS_EXPIRED DEPTH_ZERO_SELF_SIGNED_CERT SELF_SIGNED_CERT_IN_CHAIN UNABLE_TO_VERIFY_LEAF_SIGNATURE UNABLE_TO_GET_ISSUER_CERT_LOCALLY UNABLE_TO_GET_ISSUER_CERT ERR_TLS_CERT_ALTNAME_INVALID CERTIFICATE_VERIFY_FAILED SSLCertVerificationError SSLPeerUnverifiedException CertPathValidatorException SSLHandshakeException AuthenticationException CertificateException',
    cause:
      'The certificate of the other side is not trusted: a proxy replaces it, or the certificates of this machine are old.',
    remedy:
      'Give the program the CA of your proxy, update its certificates, and check the clock. Never switch verification off.',
    source: CURL,
  },
  {
    id: 'net-tls',
    family,
    sure: 'certain',
    unanswered,
    words: [
      /secure tls connection was established|tls (handshake|alert)|ssl (handshake|connect|routines|error|connection)|ssl_(connect|error|read|write)/,
      /eof occurred in violation of protocol|ssl: |protocol version|handshake (failure|failed|timeout)|ssl\/tls secure channel/,
      /curl error (35|59|83)\b/,
    ],
    codes:
      'SSLError SSLEOFError SSLException SSLZeroReturnError EPROTO ERR_SSL_WRONG_VERSION_NUMBER SSLProtocolException ERR_TLS_HANDSHAKE_TIMEOUT CURLE_SSL_CONNECT_ERROR',
    cause: 'The TLS connection was cut or could not be agreed on.',
    remedy: 'Repeat. If it stays, look at proxy and firewall, and use TLS 1.2 or later.',
    source: CURL,
  },
  {
    id: 'net-refused',
    family,
    sure: 'certain',
    unanswered,
    words: [
      /connection (was )?refused|actively refused|failed to establish a new connection|could not connect to (server|the endpoint)|failed to connect|connect(ion)? failed/,
      /no route to host|network is unreachable|host is unreachable|unable to connect to the remote|could not be reached|endpoint url/,
      /curl error 7\b/,
    ],
    codes:
      'ECONNREFUSED EHOSTUNREACH ENETUNREACH EADDRNOTAVAIL ConnectionRefused ConnectException NewConnectionError HttpHostConnectException ENETDOWN EndpointConnectionError NoRouteToHostException CURLE_COULDNT_CONNECT ConnectFailure EACCES',
    cause: 'Nothing answers at this address from here: the connection is refused or there is no route.',
    remedy:
      'Check proxy, firewall, security groups and the routes of the VPC (NAT gateway or endpoint) for port 443.',
    source: NODE,
  },
  {
    id: 'net-timeout',
    family,
    sure: 'certain',
    unanswered,
    words: [
      /(connect(ion)?|read|request|response|operation|headers|socket|gateway|handshake)[^.|]{0,30} time[d-]?[- ]?out|timed out after|timeout (of|was|exceeded|awaiting)|timed out\b(?! after \d+(\.\d+)? seconds$)/,
      /deadline exceeded|i\/o timeout|httpclient\.timeout|the operation has timed out|execution expired/,
      /curl error 28\b/,
    ],
    codes:
      'ETIMEDOUT ESOCKETTIMEDOUT UND_ERR_CONNECT_TIMEOUT UND_ERR_HEADERS_TIMEOUT UND_ERR_BODY_TIMEOUT ConnectTimeout ReadTimeout ConnectTimeoutError ReadTimeoutError TimeoutError SocketTimeoutException ConnectTimeoutException HttpConnectTimeoutException HttpTimeoutException OpenTimeout RequestTimedOut ConnectionTimeout CURLE_OPERATION_TIMEDOUT TaskCanceledException TimeoutException Timeout APITimeout',
    cause: 'No answer came in time.',
    remedy:
      'Repeat with growing pauses. If it stays, look at proxy, firewall and the routes of the VPC, and at the time-out of the client.',
    source: NODE,
  },
  {
    id: 'net-proxy',
    family,
    sure: 'certain',
    words: [
      /proxy (authentication|error|connect|connection|refused|tunnel)|cannot connect to proxy|tunnel connection failed|407 proxy/,
    ],
    codes:
      'ProxyError ProxyConnectionError ERR_PROXY_CONNECTION_FAILED ProxyAuthenticationRequired ERR_TUNNEL_CONNECTION_FAILED CURLE_COULDNT_RESOLVE_PROXY ProxyConnectException',
    status: [407],
    cause: 'The proxy does not let the call through.',
    remedy:
      'Check address and credentials of the proxy, and let it pass HTTPS to the hosts of Amazon and AWS.',
    source: CURL,
  },
  {
    id: 'net-cut',
    family,
    sure: 'certain',
    unanswered,
    words: [
      /connection (was )?(reset|aborted|closed|broken|lost|terminated|forcibly closed)|socket hang up|broken pipe|remote end closed|reset by peer|other side closed|premature(ly)? (close|end)|unexpected (eof|end)/,
      /network (error|socket disconnected)|fetch failed|empty reply|chunkedencodingerror|response ended prematurely|failed to fetch|max retries exceeded/,
      /curl error (18|52|55|56|92)\b/,
    ],
    codes:
      'ECONNRESET ECONNABORTED EPIPE UND_ERR_SOCKET ERR_NETWORK ConnectionReset ConnectionResetError ConnectionAborted ConnectionAbortedError RemoteDisconnected ProtocolError IncompleteRead ChunkedEncodingError ConnectionClosedError MaxRetryError BrokenPipeError NoHttpResponseException SocketException EOFError EOFException CURLE_RECV_ERROR ConnectionClosed HttpRequestException WebException ConnectionError URLError RequestError IOException ERR_CONNECTION_RESET ERR_STREAM_PREMATURE_CLOSE ReceiveFailure',
    cause: 'The connection was cut before an answer came.',
    remedy:
      'Repeat with growing pauses, fewer calls at a time, and new connections. If it stays, look at proxy and firewall.',
    source: NODE,
  },
];
